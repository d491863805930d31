import type { Trail } from '../model.ts';

/** The trail as bodies show it. */
export interface Path {
  readonly policy: string;
  readonly filters: readonly Filter[];
}

export interface Filter {
  readonly name: string;
  readonly status: 'Pass' | 'Fail';
  /** On what failed only. */
  readonly filterMessage?: string;
}

export function pathOf({ policy, steps }: Trail): Path {
  const filters = steps.map(({ name, status }): Filter => {
    return status === 'Fail' ? { name, status, filterMessage: 'Filter failed' } : { name, status };
  });
  return { policy, filters };
}
