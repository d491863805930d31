/** Where a browser takes a value for text and nothing else. */

/** Attributes that it neither runs nor follows. Any other may have a meaning somewhere. */
const INERT: ReadonlySet<string> = new Set([
  'abbr',
  'alt',
  'class',
  'datetime',
  'dir',
  'height',
  'id',
  'label',
  'lang',
  'max',
  'min',
  'name',
  'placeholder',
  'role',
  'title',
  'value',
  'width',
]);

/** An attribute of HTML, or of XML that browsers show as a page, in lower case. */
export function isInert(attribute: string): boolean {
  return INERT.has(attribute) || /^(?:aria|data)-/.test(attribute);
}
