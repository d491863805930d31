/** Syntax of the few strings that end up in protocol positions. */

/** SCREAMING_SNAKE, as AIP-193 has it, at most 63 characters. */
export function isCode(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 63 && /^[A-Z](?:[A-Z0-9_]*[A-Z0-9])?$/.test(value);
}

/** Of a group of occurrences, as an application may choose it. */
export function isFingerprint(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value);
}

/** A status that an error answer may have. */
export function isErrorStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 400 && value <= 599;
}

/** `token` of RFC 9110, section 5.6.2. */
export function isHeaderName(value: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(value);
}

/**
 * `field-value` of RFC 9110, section 5.5, restricted to visible ASCII, space and tab, up to 4,096
 * characters: no CR, LF, NUL, other controls or bytes whose meaning depends on the reader.
 */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4096 && /^[\t\x20-\x7e]*$/.test(value);
}
