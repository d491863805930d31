/** What users define a renderer by, and the check of it. */

import { FaultlineError, show } from '../codes.ts';
import { isHeaderName, isHeaderValue } from '../http/syntax.ts';
import { isRecord } from '../is-record.ts';
import { renderers } from './index.ts';
import type { Format } from '../model.ts';
import type { ProblemView } from './problem-view.ts';

export interface RendererDefinition {
  /** Which format it writes. */
  readonly format: Format;
  /** A media type; a charset is not needed, and none but UTF-8 is possible. */
  readonly contentType: string;
  /** The body. Where it throws, or returns anything but a string, the library's own body of the format is sent. */
  render(problem: ProblemView): string;
  /**
   * How `render` writes a piece of text; the last check before an answer leaves looks for unvetted text in this form.
   * Default: as the library does in this format.
   */
  escape?(text: string): string;
  /**
   * Headers that the bodies need. HTML without a `content-security-policy` of its own may show styles that stand in it,
   * and load or run nothing.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

interface Check {
  readonly expected: string;
  ok(value: unknown, parts: Readonly<Record<string, unknown>>): boolean;
}

const CHECKS: Readonly<Record<keyof RendererDefinition, Check>> = {
  format: { expected: '"json", "xml", "text" or "html"', ok: isFormat },
  contentType: {
    expected:
      'a media type of the format, such as "application/vnd.acme.error+json", with no charset but utf-8',
    ok: (value, { format }) => isContentType(value) && familyOf(value) === format,
  },
  render: { expected: 'a function from the problem to its body', ok: isFunction },
  escape: { expected: 'a function from a text to how the body writes it', ok: isOptional(isFunction) },
  headers: {
    expected: 'texts by names of headers that say nothing of the connection, the length or the type',
    ok: isOptional(areHeaders),
  },
};

/**
 * Reads each part once, so that what is used is what was checked.
 * @throws FaultlineError when one is missing or of the wrong kind
 */
export function readDefinition(definition: unknown): RendererDefinition {
  const parts: Record<string, unknown> = {};
  try {
    for (const name of Object.keys(CHECKS)) parts[name] = (definition as Record<string, unknown>)[name];
    if (isRecord(parts['headers'])) parts['headers'] = { ...parts['headers'] };
  } catch {
    throw invalid(`received ${show(definition)}; give { format, contentType, render }`);
  }
  for (const [name, check] of Object.entries(CHECKS)) {
    if (check.ok(parts[name], parts)) continue;
    throw invalid(`received ${show(parts[name])} as "${name}"; give ${check.expected}`);
  }
  return parts as unknown as RendererDefinition;
}

function invalid(problem: string): FaultlineError {
  return new FaultlineError('FLT_RENDERER_INVALID', `defineRenderer ${problem}.`);
}

function isFormat(value: unknown): value is Format {
  return typeof value === 'string' && Object.hasOwn(renderers, value);
}

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: *; *[\w-]+=(?:[\w.+-]+|"[^"\\\r\n]*"))*$/;
const OTHER_CHARSET = /; *charset=(?!"?utf-8"?(?:$| *;))/i;

function isContentType(value: unknown): value is string {
  return isHeaderValue(value) && MEDIA_TYPE.test(value) && !OTHER_CHARSET.test(value);
}

/** As what clients read a type, and so how a text stands in it. Whatever browsers run is a page. */
function familyOf(contentType: string): Format {
  const type = contentType.replace(/ *;.*/s, '').toLowerCase();
  if (/^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml)$/.test(type)) return 'html';
  return (/[/+](json|xml)$/.exec(type)?.[1] as 'json' | 'xml' | undefined) ?? 'text';
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isOptional(ok: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || ok(value);
}

/** What every answer has, whoever wrote its body. */
const TAKEN =
  /^(?:connection|content-encoding|content-length|content-type|host|http2-settings|keep-alive|proxy-connection|set-cookie|te|trailer|transfer-encoding|upgrade|vary|x-content-type-options|x-faultline-detail)$/i;

function areHeaders(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(
    ([name, text]) => isHeaderName(name) && !TAKEN.test(name) && isHeaderValue(text),
  );
}
