/** What to write in place of a pattern that path-to-regexp does not take. */

/** How Express 4 wrote it, and how it is written now. */
const REWRITES: readonly (readonly [old: RegExp, now: string])[] = [
  [/:([A-Za-z_]\w*)\(\.[*+]\)/g, '*$1'],
  [/(:[A-Za-z_]\w*)\([^()]*\)/g, '$1'],
  [/\(\.[*+]\)/g, '*'],
  [/\/:([A-Za-z_]\w*)\*/g, '{/*$1}'],
  [/:([A-Za-z_]\w*)\+/g, '*$1'],
  [/\/:([A-Za-z_]\w*)\?/g, '{/:$1}'],
  [/:([A-Za-z_]\w*)\?/g, '{:$1}'],
  [/\*(?![A-Za-z_$"])/g, '*rest'],
  [/\/\?$/g, ''],
];

/** The pattern with what Express 4 wrote in another way rewritten, e.g. `/users/:id?` to `/users{/:id}`. */
export function rewriteOldSyntax(pattern: string): string {
  return REWRITES.reduce((text, [old, now]) => text.replace(old, now), pattern);
}

/** The cure where no better one is known. */
export const PATH_SYNTAX =
  'write ":name" for a segment, "*name" for all that follows, "{...}" around what may be absent, and "\\" before any of ()[]{}?+!:* that is meant as it stands';
