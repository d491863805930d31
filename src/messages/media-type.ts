/** What the content type of a body means for its values. */

import { show } from '../codes.ts';
import type { Format } from '../model.ts';
import { once } from '../once.ts';
import type { Report } from '../policy.ts';

export const DEFAULT_TYPE = 'application/json;charset=utf-8';

export interface MediaType {
  /** With its character set, where it has one. */
  readonly contentType: string;
  /** `undefined`: a type that nobody here knows how to write values in. */
  readonly format: Format | undefined;
}

const PARAMETER = String.raw`[ \t]*;[ \t]*[!#$%&'*+.^_\`|~\w-]+=(?:[!#$%&'*+.^_\`|~\w-]+|"[\t !#-[\]-~]*")`;
/** RFC 9110, section 8.3.1, without escapes in quoted parameters. */
const SYNTAX = once(
  () => new RegExp(String.raw`^([!#$%&'*+.^_\`|~\w-]+\/[!#$%&'*+.^_\`|~\w-]+)((?:${PARAMETER})*)$`),
);

/** Reports what is no media type, and any character set but the one that is sent. */
export function mediaTypeOf(given: string, pointer: string, report: Report): MediaType | undefined {
  const [, type = '', parameters = ''] = SYNTAX().exec(given) ?? [];
  if (type === '') {
    report(pointer, `is ${show(given)}, which is no media type`, `write one such as "${DEFAULT_TYPE}"`);
    return undefined;
  }
  const format = formatOf(type.toLowerCase());
  const charsets = [...parameters.matchAll(/;[ \t]*charset=("?)([^";]*)\1/gi)];
  if (charsets.some(([, , charset]) => charset!.trim().toLowerCase() !== 'utf-8')) {
    report(pointer, `is ${show(given)}, but bodies are sent in UTF-8`, `write "${type};charset=utf-8"`);
    return undefined;
  }
  const isText = format !== undefined || /^text\//i.test(type);
  return { contentType: isText && charsets.length === 0 ? `${given};charset=utf-8` : given, format };
}

export function contentTypeOf(format: Format): string {
  return TYPES[format];
}

const TYPES: Readonly<Record<Format, string>> = {
  json: DEFAULT_TYPE,
  xml: 'application/xml;charset=utf-8',
  text: 'text/plain;charset=utf-8',
  html: 'text/html;charset=utf-8',
};

function formatOf(type: string): Format | undefined {
  if (type === 'text/html') return 'html';
  if (type === 'text/plain') return 'text';
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return 'json';
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml')) return 'xml';
  return undefined;
}
