/** Stacks for people: what the application did stands out, what libraries did is counted. */

import { counted } from './counted.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { libraryOf, stackFrameOf } from '../record/stack-frame.ts';

/** Of a stack without frames of the application, as many are shown. */
const MAX_FOREIGN = 6;

interface Frame {
  readonly text: string;
  /** The package, or `Node`; `undefined`: the application's own. */
  readonly library: string | undefined;
}

/**
 * @param stack frames, a line each
 * @param isWhole with those of libraries
 */
export function frameLines(stack: string, isWhole: boolean, style: Style): string[] {
  const frames = stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => ({ text: printable(text), library: libraryIn(text) }));
  if (isWhole) return frames.map((frame) => lineOf(frame, style));
  if (frames.every(({ library }) => library !== undefined))
    return [
      ...frames.slice(0, MAX_FOREIGN).map((frame) => lineOf(frame, style)),
      ...folded(frames.slice(MAX_FOREIGN), style),
    ];
  const lines: string[] = [];
  let foreign: Frame[] = [];
  for (const frame of frames) {
    if (frame.library !== undefined) {
      foreign.push(frame);
      continue;
    }
    lines.push(...folded(foreign, style), lineOf(frame, style));
    foreign = [];
  }
  return [...lines, ...folded(foreign, style)];
}

const AT = 'at ';

/** What is no frame is not folded away. */
function libraryIn(text: string): string | undefined {
  return text.startsWith(AT) ? libraryOf(stackFrameOf(text.slice(AT.length)).location) : undefined;
}

/** `at f (/app/src/cart.ts:41:9)`, or without a function. */
function lineOf({ text, library }: Frame, { faint, strong, place }: Style): string {
  if (library !== undefined) return faint(text);
  if (!text.startsWith(AT)) return text;
  const frame = text.slice(AT.length);
  const { name, location } = stackFrameOf(frame);
  if (name === '') return `${faint('at')} ${place(frame)}`;
  return `${faint('at')} ${strong(name)} ${faint('(')}${place(location)}${faint(')')}`;
}

function folded(frames: readonly Frame[], { faint }: Style): string[] {
  if (frames.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { library } of frames) counts.set(library!, (counts.get(library!) ?? 0) + 1);
  const parts = [...counts].map(([library, count], index) =>
    printable(`${index === 0 ? counted(count, 'frame') : count} of ${library}`),
  );
  return [faint(`… ${parts.join(', ')}`)];
}
