/** How long bodies may be. */

/** Characters of an answer. What is longer is never sent. */
export const MAX_ANSWER = 262_144;

/** Of them what a body of the configuration says itself, so that there is room for its values. */
export const MAX_OWN: number = MAX_ANSWER / 2;
