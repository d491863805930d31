/** How long bodies may be. */

/** Characters of an answer. What is longer is never sent. */
export const MAX_ANSWER = 262_144;

/** Of them what a body of the configuration says itself, so that there is room for its values. */
export const MAX_OWN: number = MAX_ANSWER / 2;

/** Of a value that a placeholder shows. */
export const MAX_VALUE = 2048;

/** Stands for what was cut. Means itself in every format. */
export const REST = '…';
