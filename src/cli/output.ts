/** Where a command's result goes: stdout, or a file that is whole or not there at all. */

import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';
import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';

export const OUTPUT: Options = {
  output: { value: 'FILE', help: 'Write it there, for you alone to read. Default: stdout.' },
};

export interface Output {
  /** `false`, or a promise of it, when nobody reads any more. */
  write(text: string): boolean | Promise<boolean>;
}

/**
 * Lets `work` write, and ends what it wrote.
 * @param work resolves with `false` where the result is not whole: a file is not kept then
 * @returns whether it is whole: a file is in its place then
 * @throws UsageError where the file cannot be written
 */
export async function writeTo(
  { command, given, io }: { readonly command: string; readonly given: Arguments; readonly io: Io },
  work: (output: Output) => Promise<boolean>,
): Promise<boolean> {
  const file = given.text('output');
  if (file === undefined) {
    const { stdout } = io;
    return work({
      write(text) {
        stdout.write(text);
        return stdout.ready?.() ?? true;
      },
    });
  }
  return writeFile(command, file, work);
}

async function writeFile(
  command: string,
  file: string,
  work: (output: Output) => Promise<boolean>,
): Promise<boolean> {
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new UsageError(
        `${printable(JSON.stringify(file))} cannot be written (${code})`,
        'give a file in a folder that you may write to, with room',
        command,
      );
    }
  };
  const partial = `${file}.${process.pid}.partial`;
  // What failures hold is not for everybody, and a link must not lead elsewhere.
  const target = attempt(() => openSync(partial, 'wx', 0o600));
  let isThere = false;
  try {
    const isWhole = await workOn(target, attempt, work);
    if (isWhole) attempt(() => renameSync(partial, file));
    isThere = isWhole;
    return isThere;
  } finally {
    if (!isThere) rmSync(partial, { force: true });
  }
}

async function workOn(
  target: number,
  attempt: (act: () => void) => void,
  work: (output: Output) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await work({
      write(text) {
        attempt(() => writeAll(target, Buffer.from(text)));
        return true;
      },
    });
  } finally {
    closeSync(target);
  }
}

/** A write may take only a part. */
export function writeAll(target: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length;) from += writeSync(target, bytes, from);
}
