/** The store that a command reads: opened, and closed whatever happens. */

import { statSync } from 'node:fs';
import { FaultlineError } from '../codes.ts';
import { printable } from './printable.ts';
import { styleFor } from './style.ts';
import { UsageError } from './usage-error.ts';
import { wrap } from './layout.ts';
import type { Store } from '../store/store.ts';
import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';

/** @throws FaultlineError, or rejects with one, where it cannot be opened */
export type OpenStore = (place: Place) => Promise<Store>;

export type Place =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly connectionString: string };

const VARIABLE = 'FAULTLINE_STORE';

export const STORE: Options = {
  store: { value: 'STORE', help: `sqlite:FILE or postgres://…; better in the variable ${VARIABLE}.` },
};

/** How a process ends that Ctrl-C has interrupted. */
export const INTERRUPTED = 130;
/** Milliseconds that a store has to end. */
const CLOSING = 10_000;

export interface Work {
  readonly command: string;
  readonly given: Arguments;
  readonly io: Io;
  /** It ends by itself, and in order, once the signal is aborted. */
  readonly heedsSignal?: true;
}

/**
 * Opens the store, and closes it once `use` is done. Ctrl-C ends it before.
 * @returns what `use` does; 130 where it was interrupted
 * @throws UsageError where no store is named, FaultlineError where it cannot be opened
 */
export async function withStore(
  { command, given, io, heedsSignal }: Work,
  use: (store: Store, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const place = placeOf(command, given, io);
  const { interruption = () => new AbortController().signal, openStore = openNamed } = io;
  const signal = interruption();
  const store = await openStore(place);
  const unsubscribe = store.subscribe((event) => {
    if (event.type === 'trouble' && event.level !== 'info') io.stderr.write(told(event.message, io));
  });
  try {
    const used = use(store, signal);
    return await (heedsSignal === true ? used : Promise.race([used, interrupted(signal)]));
  } finally {
    await store.close(CLOSING);
    unsubscribe();
  }
}

function told(message: string, io: Io): string {
  return `${styleFor(io).doubtful('store:')} ${wrap(printable(message), io.columns, 7)}\n`;
}

function interrupted(signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(INTERRUPTED);
    else signal.addEventListener('abort', () => resolve(INTERRUPTED), { once: true });
  });
}

function placeOf(command: string, given: Arguments, io: Io): Place {
  const option = given.text('store');
  const named = option ?? io.env[VARIABLE] ?? '';
  if (named === '')
    throw new UsageError(
      'no store is named',
      `set ${VARIABLE} to sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE, or write --store`,
      command,
    );
  const source = option === undefined ? VARIABLE : '--store';
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*):(.*)$/is.exec(named) ?? [];
  switch (scheme.toLowerCase()) {
    case 'sqlite':
      return { kind: 'sqlite', file: existing(rest, source, command) };
    case 'postgres':
    case 'postgresql':
      if (option !== undefined && /^\/\/[^/@]*:[^/@]+@/.test(rest)) warn(io);
      return { kind: 'postgres', connectionString: named };
    default:
      // What stands behind a scheme may be a password.
      throw new UsageError(
        `${source} is ${printable(JSON.stringify(scheme === '' ? named : `${scheme}:…`))}`,
        'give sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE',
        command,
      );
  }
}

function warn(io: Io): void {
  const text = `Others on this machine can see the password in --store; set ${VARIABLE} instead.`;
  io.stderr.write(`${styleFor(io).doubtful('note:')} ${wrap(text, io.columns, 6)}\n`);
}

/** Opening a file that does not exist would make an empty one. */
function existing(file: string, source: string, command: string): string {
  if (file === '') throw new UsageError(`${source} names no file`, 'write sqlite:FILE', command);
  const problem = problemOf(file);
  if (problem === undefined) return file;
  throw new FaultlineError(
    'FLT_STORE_UNAVAILABLE',
    `${source} names ${JSON.stringify(file)}, which ${problem}; give the file that the option "store" of the application has.`,
  );
}

function problemOf(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? undefined : 'is no file';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
  }
}

/** Commands remove nothing by themselves: what is kept is for the application to say. */
const ALL = {};

async function openNamed(place: Place): Promise<Store> {
  if (place.kind === 'sqlite') {
    const { sqliteStore } = await import('../store/sqlite/index.ts');
    return sqliteStore({ file: place.file, retention: ALL });
  }
  const { postgresStore } = await import('../store/postgres/index.ts');
  return postgresStore({ ...postgresOf(place.connectionString), retention: ALL });
}

/** `?schema=` is ours: what is left goes to the driver. */
function postgresOf(text: string): { readonly connectionString: string; readonly schema?: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const schema = url?.searchParams.get('schema') ?? undefined;
  if (url === undefined || schema === undefined) return { connectionString: text };
  url.searchParams.delete('schema');
  return { connectionString: url.href, schema };
}
