/** Values of which a failure must have one, or a condition does not hold. */

import type { Condition } from '../shapes.ts';

/** `undefined`: any. */
export function requiredOf(when: Condition | undefined, name: 'api' | 'code'): readonly string[] | undefined {
  if (when === undefined) return undefined;
  const values = when[name];
  if (values !== undefined) return typeof values === 'string' ? [values] : values;
  for (const part of when.all ?? []) {
    const required = requiredOf(part, name);
    if (required !== undefined) return required;
  }
  return undefined;
}
