/** JSON as a template: it must be JSON whatever the values are, and is read as strictly as JSON.parse does. */

import { show } from '../codes.ts';
import { once } from '../once.ts';
import { asJsonValue, inJsonString, type Place } from './places.ts';
import { HOLE, holesBetween, type Fault, type Shape } from './shape.ts';

/** Punctuation or a placeholder, a string, another value. */
const TOKEN = once(
  () =>
    // oxlint-disable-next-line no-control-regex -- strings have none
    /[{}[\],:\ue000]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?|true|false|null/y,
);

/** What may come next, in the words of the cure. */
type Expected =
  | 'a value'
  | 'a value or "]"'
  | 'a member'
  | 'a member or "}"'
  | '":"'
  | '"," or "]"'
  | '"," or "}"'
  | 'nothing more';

/** The names of an object that is open; `undefined`: an array. */
type Open = Set<string> | undefined;

/** How each placeholder is written. Stops at what is not JSON. */
export function placesInJson(shape: Shape, fault: Fault): ReadonlyMap<number, Place> {
  const { text } = shape;
  const places = new Map<number, Place>();
  const open: Open[] = [];
  let expected: Expected = 'a value';
  let index = afterSpace(text, 0);
  while (index < text.length || expected !== 'nothing more') {
    const token = tokenAt(shape, index);
    const next = nextAfter(token[0], expected, open);
    if (next === undefined) {
      fault(index, 'is not JSON', cureFor(text[index], expected));
      break;
    }
    const end = index + token.length;
    if (next === '":"') checkName(shape, index, end, open.at(-1), fault);
    else if (token === HOLE) places.set(index, asJsonValue);
    else if (token[0] === '"')
      for (const hole of holesBetween(shape, index, end)) places.set(hole, inJsonString);
    expected = next;
    index = afterSpace(text, end);
  }
  return places;
}

/** Empty when nothing of JSON is there. */
function tokenAt({ text, holes }: Shape, index: number): string {
  const token = TOKEN();
  token.lastIndex = index;
  const found = token.exec(text)?.[0] ?? '';
  return found === HOLE && !holes.has(index) ? '' : found;
}

/** Opens and closes what the token does; `undefined` when it must not stand there. */
function nextAfter(first: string | undefined, expected: Expected, open: Open[]): Expected | undefined {
  const wantsValue = expected.startsWith('a value');
  if (first === ':') return expected === '":"' ? 'a value' : undefined;
  if (first === ',') {
    if (!expected.startsWith('","')) return undefined;
    return open.at(-1) === undefined ? 'a value' : 'a member';
  }
  if (first === '}' || first === ']') {
    if (!expected.endsWith(`"${first}"`)) return undefined;
    open.pop();
    return beyondValue(open);
  }
  if (first === undefined || (!wantsValue && !expected.startsWith('a member'))) return undefined;
  if (!wantsValue) return first === '"' || first === HOLE ? '":"' : undefined;
  if (first !== '{' && first !== '[') return beyondValue(open);
  open.push(first === '{' ? new Set() : undefined);
  return first === '{' ? 'a member or "}"' : 'a value or "]"';
}

function beyondValue(open: readonly Open[]): Expected {
  if (open.length === 0) return 'nothing more';
  return open.at(-1) === undefined ? '"," or "]"' : '"," or "}"';
}

/** Readers disagree about which of two members of one name counts. */
function checkName(shape: Shape, start: number, end: number, names: Open, fault: Fault): void {
  const holes = holesBetween(shape, start, end);
  for (const hole of holes) fault(hole, 'has a placeholder in the name of a member', 'write the name out');
  if (holes.length > 0) return;
  const name = JSON.parse(shape.text.slice(start, end)) as string;
  if (names?.has(name)) fault(start, `has a second member ${show(name)}`, 'leave one of them out');
  names?.add(name);
}

function cureFor(found: string | undefined, expected: Expected): string {
  if (found === '"' && expected.startsWith('a '))
    return 'end the string with a quotation mark, and write control characters and "\\" in it as escapes';
  return `write ${expected} there`;
}

function afterSpace(text: string, index: number): number {
  let at = index;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}
