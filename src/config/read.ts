/** A file as text, or the reason why it is none. */

import { FaultlineError, show } from '../codes.ts';
import { refused } from './faults.ts';
import { MAX_BYTES } from './limits.ts';

/** What is used of `node:fs`. */
interface Files {
  statSync(file: string): { isDirectory(): boolean; isFile(): boolean; readonly size: number };
  readFileSync(file: string): Uint8Array;
}

export interface FileText {
  readonly text: string;
  /** Absolute path. */
  readonly file: string;
}

/**
 * @param path as it was named
 * @param resolved where that is; by default from the working directory
 * @throws ConfigError naming the path and what stands in the way
 * @throws FaultlineError on a runtime without files
 */
export function readText(path: string, resolved?: string): FileText {
  const { process } = globalThis;
  const files: Files | undefined = process?.getBuiltinModule?.('node:fs');
  const paths = process?.getBuiltinModule?.('node:path');
  if (files === undefined || paths === undefined) {
    throw new FaultlineError(
      'FLT_CONFIG_UNAVAILABLE',
      `This runtime cannot read the file ${show(path)}; give what is in it as an object.`,
    );
  }
  const file = resolved ?? paths.resolve(path);
  return { text: textOf(bytesOf(path, file, files), path), file };
}

function bytesOf(path: string, file: string, files: Files): Uint8Array {
  const limit = `a file of at most ${MAX_BYTES / 1024 / 1024} MB`;
  try {
    const stats = files.statSync(file);
    // A pipe or a device may never end.
    if (!stats.isFile())
      throw refused(path, '', stats.isDirectory() ? 'is a directory' : 'is no regular file', `give ${limit}`);
    if (stats.size > MAX_BYTES) throw refused(path, '', `has ${stats.size} bytes`, `give ${limit}`);
    return files.readFileSync(file);
  } catch (error) {
    if (error instanceof FaultlineError) throw error;
    const code = String((error as { readonly code?: unknown }).code);
    throw code === 'ENOENT'
      ? refused(path, '', `does not exist (there is no ${file})`, 'create it, or correct the path')
      : refused(
          path,
          '',
          `cannot be read (${code} of ${file})`,
          'correct the path, or let this process read it',
        );
  }
}

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(path, '', `is not UTF-8 in line ${brokenLine(bytes)}`, 'save it as UTF-8');
  }
}

/** The first byte that a round trip changes. */
function brokenLine(bytes: Uint8Array): number {
  const again = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const broken = bytes.findIndex((byte, index) => byte !== again[index]);
  return bytes.subarray(0, broken).filter((byte) => byte === 0x0a).length + 1;
}
