/** The member of `source` that names a part of a request. */
export interface Source {
  readonly member: 'pointer' | 'parameter' | 'header';
  readonly value: string;
}

const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;

/**
 * Pointers go into the body, but for those below `/query`, `/headers`, `/cookies` and `/params`: no JSON:API document
 * has such members at its top. `undefined` where `source` has no word for it: a part of the path, or no pointer.
 */
export function sourceOf(pointer: string): Source | undefined {
  if (!POINTER.test(pointer)) return undefined;
  const [, part, ...names] = pointer.split('/').map(unescapeSegment);
  switch (part) {
    case 'query':
      return names.length === 0 ? undefined : { member: 'parameter', value: parameterOf(names) };
    case 'headers':
      return names[0] === undefined ? undefined : { member: 'header', value: names[0] };
    case 'cookies':
      return { member: 'header', value: 'cookie' };
    case 'params':
      return undefined;
    default:
      return { member: 'pointer', value: pointer };
  }
}

/** In the notation of the standard's own families of parameters: `page[size]`. */
function parameterOf([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((name) => `[${name}]`).join('');
}

/** RFC 6901, section 4. */
function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
