/** Which of its own functions an application failed in: what of a stack is the same for the same bug. */

import { sourceFileOf, type Places } from './source-file.ts';
import { stackFrameOf } from './stack-frame.ts';

export interface OwnFrames {
  /** Function and file of each, nearest first, a line each; empty where there are none. */
  readonly nearest: string;
  /** Those that occur more than once, in the order of text: who called whom last is chance when the stack overflows. */
  readonly recurring: string;
  /** At least one of `nearest` is of a function that has a name. */
  readonly isNamed: boolean;
}

/** Far enough to tell who called a helper, and its helper; further up it is chance who called. */
const MAX_FRAMES = 5;
const MAX_LINES = 100;
const MAX_LINE = 1024;

interface Frame {
  /** Function and file. */
  readonly text: string;
  readonly isNamed: boolean;
  /** With line and column. */
  readonly whole: string;
}

/**
 * @param stack frames only, a line each, as V8 writes them
 * @param places where files may stand
 */
export function ownFramesOf(stack: string, places: Places): OwnFrames {
  const frames: Frame[] = [];
  for (const line of stack.split('\n', MAX_LINES)) {
    const frame = frameOf(line, places);
    if (frame !== undefined) frames.push(frame);
  }
  const nearest = untilRecursion(frames).slice(0, MAX_FRAMES);
  const recurring = new Set(frames.filter(recurs).map(({ text }) => text));
  return {
    nearest: nearest.map(({ text }) => text).join('\n'),
    recurring: [...recurring].toSorted().join('\n'),
    isNamed: nearest.some(({ isNamed }) => isNamed),
  };
}

/** How often a function called itself, and through which others, depends on the data; and so does what is cut off. */
function untilRecursion(frames: readonly Frame[]): readonly Frame[] {
  const first = frames.findIndex(recurs);
  return first < 0 ? frames : frames.slice(0, first + 1);
}

/** Functions without a name are told apart by where they stand: there may be many in a file. */
function recurs(frame: Frame, index: number, frames: readonly Frame[]): boolean {
  return frames.some(
    (other, at) => at > index && (frame.isNamed ? other.text === frame.text : other.whole === frame.whole),
  );
}

const AT = /^\s{0,16}at (?:async )?/;
const POSITION = /(?::\d{1,9}){1,2}$/;
const EVAL = 'eval at ';

/** `undefined` for what is no frame, or none of the application's. */
function frameOf(line: string, places: Places): Frame | undefined {
  const lead = AT.exec(line.slice(0, MAX_LINE))?.[0];
  if (lead === undefined) return undefined;
  const whole = line.slice(lead.length, MAX_LINE);
  const { name: called, location } = stackFrameOf(whole);
  const file = sourceFileOf(placeOf(location).replace(POSITION, ''), places);
  if (file === undefined) return undefined;
  const name = called === '' ? '' : functionOf(called);
  const isNamed = name !== '' && name !== 'eval' && !name.endsWith('<anonymous>');
  return { text: `${name}@${file}`, isNamed, whole };
}

/** Of code that was made from text, the place where it was made. */
function placeOf(location: string): string {
  const made = location.lastIndexOf(EVAL);
  if (made < 0) return location;
  const from = location.indexOf(' (', made) + 2;
  const to = location.indexOf(')', from);
  return from < 2 || to < 0 ? '' : location.slice(from, to);
}

/** Whom a function was called on tells only where it is an instance of a class. */
const RECEIVER = /^(?:(?:Object|Function|Module|Proxy|process|global|globalThis|exports|undefined|null)\.)+/;
/** Numbered anew when a function is added to the file. */
const MADE_BY_COMPILERS = /^_(callee|loop|ref|temp|this)\d*\$?$/;

function functionOf(text: string): string {
  return text
    .replace(/ \[as [^\]]*\]$/, '')
    .replace(RECEIVER, '')
    .replace(/^<anonymous>$/, '')
    .replace(MADE_BY_COMPILERS, '_$1');
}
