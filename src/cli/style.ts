/** Colours where people see them: in a terminal, unless NO_COLOR or FORCE_COLOR says otherwise. */

import { styleText } from 'node:util';
import type { Io } from './io.ts';

export type Paint = (text: string) => string;

export interface Style {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly doubtful: Paint;
  /** Places in files. */
  readonly place: Paint;
}

export function styleFor(io: Pick<Io, 'env' | 'isTTY'>): Style {
  const isColoured = hasColours(io);
  const paint = (format: Parameters<typeof styleText>[0]): Paint => {
    return (text) => (isColoured && text !== '' ? styleText(format, text, { validateStream: false }) : text);
  };
  return {
    strong: paint('bold'),
    faint: paint('dim'),
    good: paint('green'),
    bad: paint('red'),
    doubtful: paint('yellow'),
    place: paint('cyan'),
  };
}

/** https://no-color.org and https://force-color.org: any value that is not empty; `FORCE_COLOR=0` is Node's "no". */
function hasColours({ env, isTTY }: Pick<Io, 'env' | 'isTTY'>): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: term } = env;
  if (force !== '') return force !== '0' && force !== 'false';
  return no === '' && isTTY && term !== 'dumb';
}
