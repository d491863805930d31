import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { rowOf } from '../row-of.ts';

const EXHAUSTED: Recognition = { status: 503, code: 'RESOURCES_EXHAUSTED', retryable: true };

const CODES: Readonly<Record<string, Recognition>> = {
  EDQUOT: EXHAUSTED,
  EMFILE: EXHAUSTED,
  ENFILE: EXHAUSTED,
  ENOSPC: EXHAUSTED,
};

/**
 * The machine is out of files or of space for now. Every other error of the system - a file that is missing,
 * may not be read or is a directory - says something about the server, and stays unexpected.
 */
export const nodeSystem: Family = {
  name: 'node-system',
  packages: ['node'],
  // Node throws plain errors; none of these is told to be the client's.
  plain: true,
  answers: CODES,
  marks: { code: Object.keys(CODES) },
  recognize(view): Recognition | undefined {
    const isSystem = typeof view.read('errno') === 'number' && typeof view.read('syscall') === 'string';
    return view.isError && isSystem ? rowOf(CODES, view.read('code')) : undefined;
  },
};
