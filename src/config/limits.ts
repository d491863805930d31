/** What no configuration may have, whether it comes as a text or as an object. */

/** Bytes of a file. */
export const MAX_BYTES: number = 64 * 1024 * 1024;
/** Objects and arrays around a value. Only conditions nest by themselves. */
export const MAX_DEPTH = 64;
/** Values of an object; what stands in several places counts in each. */
export const MAX_VALUES = 2_000_000;

/** Problem and cure, as a report wants them. */
export const TOO_DEEP: readonly [string, string] = [
  `is nested more than ${MAX_DEPTH} deep`,
  'take its inner parts out',
];
/** A name that means the prototype wherever such a member is assigned. */
export const PROTO: readonly [string, string] = ['has a name that JavaScript keeps for itself', 'rename it'];
