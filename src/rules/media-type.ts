/** Media types of requests, and the ranges of them that a condition names. */

export interface MediaType {
  readonly type: string;
  readonly subtype: string;
}

/** `application/json`, `application/*`, `application/*+json`, and with `*` as the type; no parameters. */
const RANGE = /^(?:\*|[!#$%&'+.^_`|~\w-]+)\/(?:\*|(?:\*\+)?[!#$%&'+.^_`|~\w-]+)$/;

/** In lower case, without parameters; `undefined` where it is none. */
export function parseMediaType(header: string): MediaType | undefined {
  const end = header.indexOf(';');
  const name = (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
  const slash = name.indexOf('/');
  const subtype = name.slice(slash + 1);
  return slash < 1 || subtype === '' ? undefined : { type: name.slice(0, slash), subtype };
}

/** `undefined` where the text is no range of media types. */
export function parseRange(text: string): ((media: MediaType) => boolean) | undefined {
  if (!RANGE.test(text)) return undefined;
  const [type = '', subtype = ''] = text.toLowerCase().split('/');
  const isSubtype = subtypeTest(subtype);
  return (media) => (type === '*' || media.type === type) && isSubtype(media.subtype);
}

function subtypeTest(wanted: string): (subtype: string) => boolean {
  if (wanted === '*') return () => true;
  if (!wanted.startsWith('*')) return (subtype) => subtype === wanted;
  const suffix = wanted.slice(1);
  return (subtype) => subtype.endsWith(suffix) && subtype.length > suffix.length;
}
