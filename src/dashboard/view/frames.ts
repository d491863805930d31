/** Frames of a stack: which of them are the application's own. */

import { libraryOf, NODE, stackFrameOf } from '../../record/stack-frame.ts';

export interface Frame {
  /** Absent where the frame names none. */
  readonly name?: string;
  readonly folder: string;
  /** File, line and column. */
  readonly file: string;
  /** The package, or `Node`; `undefined`: the application's own code. */
  readonly library: string | undefined;
}

export function framesIn(stack: string): readonly Frame[] {
  return stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(frameIn);
}

const NAMES_FILE = /[/\\]|\.\w+:\d/;

/** A line that is no frame, and names no file, tells as little as one of the runtime. */
function frameIn(line: string): Frame {
  const isFrame = line.startsWith('at ');
  const { name, location } = stackFrameOf(isFrame ? line.slice(3) : line);
  const path = location.startsWith('file://') ? location.slice(7) : location;
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  return {
    ...(name !== '' && { name }),
    folder: path.slice(0, end),
    file: path.slice(end),
    library: libraryOf(location) ?? (isFrame || NAMES_FILE.test(path) ? undefined : NODE),
  };
}
