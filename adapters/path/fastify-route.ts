/**
 * Paths beside the route that took them. Parameters of find-my-way may be empty, and those that share a segment may
 * hold the text between them; those of path patterns may not.
 */

/** What stands for a parameter in place of its text: it fits each pattern, and equals none. */
const ANY = ':';

/** Texts around the parameters of each segment; `wild` where a wildcard ends it. */
interface Segment {
  readonly texts: readonly string[];
  readonly wild: boolean;
}

/** Routes come from the application: there is no end of paths, but of these. */
const known = new Map<string, readonly Segment[]>();

/** The path, with `:` for parameters whose text a pattern like the route would not take. */
export function fitRoute(path: string, route: string): string {
  const segments = path.split('/');
  for (const [index, { texts, wild }] of segmentsOf(route).entries()) {
    const segment = segments[index];
    if (segment === undefined) break;
    const fits = wild
      ? index < segments.length - 1 || segment.length > texts[0]!.length
      : isClear(segment, texts);
    if (!fits) segments[index] = texts.join(ANY);
  }
  return segments.join('/');
}

/** Of several readings the one that the route can have taken. */
export function takenBy(route: string, readings: readonly string[]): string {
  const wanted = segmentsOf(route);
  return readings.find((path) => takes(wanted, path.toLowerCase().split('/'))) ?? readings[0]!;
}

function takes(wanted: readonly Segment[], segments: readonly string[]): boolean {
  const rest = segments.length - wanted.length;
  if (wanted.at(-1)!.wild ? rest < 0 : rest !== 0) return false;
  return wanted.every(({ texts, wild }, index) => {
    const segment = segments[index]!;
    if (texts.length === 1) return segment === texts[0];
    return segment.startsWith(texts[0]!) && (wild || segment.endsWith(texts.at(-1)!));
  });
}

/** Whether each parameter has a text, and there is one way only to tell them apart. */
function isClear(segment: string, texts: readonly string[]): boolean {
  if (texts.length === 1) return true;
  const [first, ...between] = texts as [string, ...string[]];
  const last = between.pop()!;
  const found = segment.toLowerCase();
  let rest = found.slice(first.length, found.length - last.length);
  for (const text of between) {
    const at = rest.indexOf(text);
    if (at < 1 || at !== rest.lastIndexOf(text)) return false;
    rest = rest.slice(at + text.length);
  }
  return rest !== '';
}

function segmentsOf(route: string): readonly Segment[] {
  let segments = known.get(route);
  if (segments === undefined) known.set(route, (segments = readRoute(route)));
  return segments;
}

function readRoute(route: string): readonly Segment[] {
  return withoutExpressions(route)
    .replaceAll('::', '\0')
    .split('/')
    .map((segment) => ({
      texts: segment.split(/:[^-.:(]*\(?|\*$/).map(asFound),
      wild: segment.endsWith('*'),
    }));
}

/** Texts as they stand in a path that find-my-way decoded. */
function asFound(text: string): string {
  return text.replaceAll('\0', ':').replaceAll('%', '%25').toLowerCase();
}

/** Expressions in parentheses, which may hold others, are left out but for the parenthesis that ends a name. */
function withoutExpressions(route: string): string {
  let text = '';
  let depth = 0;
  for (const character of route) {
    if (character === ')') depth--;
    else {
      if (depth === 0) text += character;
      if (character === '(') depth++;
    }
  }
  return text;
}
