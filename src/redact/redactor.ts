/** Frees texts and members of secrets, by the options of one instance and the allow-list of a route. */

import { once } from '../once.ts';
import { reduceCookies } from './cookies.ts';
import { createFind, type Find } from './find.ts';
import { createKeyJudge, holdsMembers, type KeyJudge, type Verdict } from './keys.ts';
import type { RedactHook, RedactOptions } from './options.ts';
import { concealed } from './conceal.ts';
import { HIDDEN, replaceSpans } from './spans.ts';
import { withoutSecretParameters } from './statements.ts';
import { saysNothing } from './values.ts';

/** For the failures of one route. Its functions may be passed on by themselves. */
export interface Redaction {
  /**
   * A text freed of secrets; the same string where there are none.
   * @param key name of the member that it is the value of
   */
  readonly text: (value: string, key?: string) => string;
  /**
   * What is to be visited in place of a member; `undefined` for one that may be visited itself. No getter is run.
   * @param parent name of the member that `owner` is the value of
   */
  readonly member: (key: string, owner: object, parent?: string) => Stand | undefined;
}

export interface Stand {
  readonly value: unknown;
}

export interface Redactor {
  on(route?: string): Redaction;
}

const AS_IT_STANDS: Redaction = { text: (value) => value, member: () => undefined };

/** @param options `false` leaves everything as it stands */
export function createRedactor(options: RedactOptions | false = {}): Redactor {
  if (options === false) return { on: () => AS_IT_STANDS };
  // What is inherited is no option.
  const { keys = [], allow = [], hook } = Object.assign(Object.create(null) as RedactOptions, options);
  const byRoute = isList(allow) ? {} : allow;
  const everywhere = isList(allow) ? allow : (allow['*'] ?? []);
  const usual = compile(everywhere);
  const special = new Map(
    Object.entries(byRoute).map(([route, more]) => [route, compile([...everywhere, ...more])]),
  );
  const usualRedaction = once(() => usual(undefined));
  return {
    on(route) {
      const chosen = route === undefined ? undefined : special.get(route);
      if (chosen !== undefined) return chosen(route);
      return hook === undefined ? usualRedaction() : usual(route);
    },
  };

  function compile(allowed: readonly string[]): (route: string | undefined) => Redaction {
    const compiled = once(() => {
      const judge = createKeyJudge(keys, allowed);
      return { judge, find: createFind(judge) };
    });
    return (route) => createRedaction(compiled().find, compiled().judge, hook, route);
  }
}

/** `Array.isArray` does not tell a read-only array from an object. */
function isList(allow: NonNullable<RedactOptions['allow']>): allow is readonly string[] {
  return Array.isArray(allow);
}

function createRedaction(
  find: Find,
  judge: KeyJudge,
  hook: RedactHook | undefined,
  route: string | undefined,
): Redaction {
  const { verdictOf } = judge;
  /** Names of members, messages, frames of the same place: they come again and again. */
  const harmless = new Set<string>();
  let remembered = 0;
  return hook === undefined
    ? { text: redact, member }
    : { text: (value, key) => withHook(redact(value, key), key), member };

  function redact(value: string, key?: string): string {
    if (key !== undefined && verdictOf(key) === 'cookie')
      return reduceCookies(value, key.toLowerCase() !== 'cookie');
    if (value.length > MAX_TEXT) return redactBeginning(value);
    if (value.length <= MAX_REMEMBERED_LENGTH && harmless.has(value)) return value;
    const spans = find(value);
    if (spans.length > 0) return replaceSpans(value, spans);
    if (value.length <= MAX_REMEMBERED_LENGTH) remember(value);
    return value;
  }

  function remember(value: string): void {
    remembered += value.length;
    if (remembered > MAX_REMEMBERED) {
      harmless.clear();
      remembered = value.length;
    }
    harmless.add(value);
  }

  /** What is cut ends between words, so that no half of a secret is left that nothing would tell from a word. */
  function redactBeginning(value: string): string {
    const blank = value.lastIndexOf(' ', MAX_TEXT);
    const end = blank > MAX_TEXT - LONGEST_SECRET ? blank : MAX_TEXT - LONGEST_SECRET;
    return `${redact(value.slice(0, end))}…[${value.length - end} more]`;
  }

  function withHook(value: string, key: string | undefined): string {
    try {
      const shown: unknown = hook!(value, {
        ...(key !== undefined && { key }),
        ...(route !== undefined && { route }),
      });
      return typeof shown === 'string' ? shown : HIDDEN;
    } catch {
      return HIDDEN;
    }
  }

  function member(key: string, owner: object, parent?: string): Stand | undefined {
    const verdict = verdictOf(key);
    const isCookie = parent !== undefined && verdictOf(parent) === 'cookie';
    if (verdict === 'harmless' && !isCookie) return standForList(key, owner);
    const property = Object.getOwnPropertyDescriptor(owner, key);
    if (property === undefined || !('value' in property)) return { value: HIDDEN };
    const value: unknown = property.value;
    if (typeof value === 'string')
      return isCookie ? { value: reduceCookies(value) } : standForText(value, verdict);
    if (typeof value === 'number' || typeof value === 'bigint')
      return /tokens$/i.test(key) ? undefined : { value: HIDDEN };
    if (typeof value !== 'object' || value === null) return undefined;
    // Of an object under a name like `session` the members tell, of an array under `set-cookie` the items.
    const isVisited = verdict === 'noun' ? !Array.isArray(value) && holdsMembers(key) : verdict !== 'secret';
    return isVisited ? undefined : { value: HIDDEN };
  }

  /** Lists whose items are secrets by what stands beside them. */
  function standForList(key: string, owner: object): Stand | undefined {
    if (key === 'data') return standForBytes(owner);
    const value = withoutSecretParameters(key, owner, verdictOf);
    return value === undefined ? undefined : { value };
  }
}

/** Characters in all, and of one text. */
const MAX_REMEMBERED = 262_144;
const MAX_REMEMBERED_LENGTH = 4096;

/** Far more than a record keeps of a text. */
const MAX_TEXT = 131_072;
const LONGEST_SECRET = 16_384;

function standForText(value: string, verdict: Verdict): Stand | undefined {
  return verdict === 'cookie' || value === '' || saysNothing(value) ? undefined : { value: concealed(value) };
}

/** A Buffer that was JSON in between: `{ type: 'Buffer', data: [104, 105] }`. */
function standForBytes(owner: object): Stand | undefined {
  const type: unknown = Object.getOwnPropertyDescriptor(owner, 'type')?.value;
  const data: unknown = Object.getOwnPropertyDescriptor(owner, 'data')?.value;
  return type === 'Buffer' && Array.isArray(data) ? { value: Uint8Array.from(data as number[]) } : undefined;
}
