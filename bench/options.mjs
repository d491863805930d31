/** Command line: `node bench/main.mjs --only express,micro --parts boom --rounds 1 --seconds 1`. */

import { parseArgs } from 'node:util';
import { FRAMEWORKS } from './variants.mjs';

const SUBJECTS = [...FRAMEWORKS, 'micro'];
const PARTS = ['boom', 'happy', 'paced'];

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: SUBJECTS.join() },
    parts: { type: 'string', default: PARTS.join() },
    generations: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    warmup: { type: 'string', default: '2' },
    processes: { type: 'string', default: '5' },
    out: { type: 'string' },
  },
});

const only = values.only.split(',');
const parts = values.parts.split(',');
refuseOthers('--only', only, SUBJECTS);
refuseOthers('--parts', parts, PARTS);
const complete = SUBJECTS.every((name) => only.includes(name)) && PARTS.every((name) => parts.includes(name));

export const options = {
  frameworks: FRAMEWORKS.filter((name) => only.includes(name)),
  micro: only.includes('micro'),
  parts,
  /** Sets of processes; each is measured for all rounds. */
  generations: wholeNumber('generations'),
  rounds: wholeNumber('rounds'),
  /** The load generators take whole seconds. */
  seconds: wholeNumber('seconds'),
  warmup: wholeNumber('warmup'),
  /** Processes per in-process benchmark. */
  processes: wholeNumber('processes'),
  /** A partial run prints, and leaves the committed results alone unless a file is named. */
  out: values.out ?? (complete ? new URL('results.md', import.meta.url) : undefined),
};

function refuseOthers(name, given, known) {
  const wrong = given.filter((value) => !known.includes(value));
  if (wrong.length > 0)
    throw new RangeError(`${name} knows ${known.join(', ')}; it was given ${wrong.join(', ')}`);
}

function wholeNumber(name) {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`--${name} is ${values[name]}; give a whole number from 1`);
  return value;
}
