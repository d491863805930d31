import { setTimeout as wait } from 'node:timers/promises';

/** Ends with the test, at the latest. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(20);
}

let schemas = 0;

/** Another one for every test. */
export function schemaOf(): string {
  schemas += 1;
  return `schema_${schemas}`;
}
