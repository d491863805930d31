/** Which process recorded a failure. */

export interface ProcessName {
  readonly host: string;
  readonly pid: number;
}

/** On edge runtimes, which have neither, empty and 0. */
export function processName(): ProcessName {
  const process = globalThis.process as Partial<typeof globalThis.process> | undefined;
  return { host: hostOf(process), pid: process?.pid ?? 0 };
}

function hostOf(process: Partial<typeof globalThis.process> | undefined): string {
  try {
    return process?.getBuiltinModule?.('node:os').hostname() ?? '';
  } catch {
    return '';
  }
}
