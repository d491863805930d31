import type { Problem } from '../model.ts';

/** What a body can be made of: a problem, or one whose words the library has replaced by its own. */
export type Told = Omit<Problem, 'detail' | 'title'> & {
  readonly title: string;
  readonly detail: string | undefined;
};
