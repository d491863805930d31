/** What is known about the errors of other libraries. */

export { families } from './families.ts';
export type { Family } from '../model.ts';
