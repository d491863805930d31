/** The store that a command reads: opened, and closed whatever happens. */

import { statSync } from 'node:fs';
import { FaultlineError } from '../codes.ts';
import { printable } from './printable.ts';
import { refuse } from './refusal.ts';
import { styleFor } from './style.ts';
import { createTroubles } from './troubles.ts';
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
/** Milliseconds that a store has to end: with something to store, and without. */
const CLOSING = 10_000;
const CLOSING_IDLE = 500;

export interface Work {
  readonly command: string;
  readonly given: Arguments;
  readonly io: Io;
  /** It ends by itself, and in order, once the signal is aborted. */
  readonly heedsSignal?: true;
  /** It goes on until somebody ends it. */
  readonly isLasting?: true;
}

/**
 * Opens the store, and closes it once `use` is done. Ctrl-C ends it before. What `use` refuses is told before the store
 * is closed, which may take long.
 * @returns what `use` does; 1 where it refused, 130 where it was interrupted
 * @throws UsageError where no store is named, FaultlineError where it cannot be opened
 */
export async function withStore(
  { command, given, io, heedsSignal, isLasting }: Work,
  use: (store: Store, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const place = placeOf(command, given, io);
  const { interruption = () => new AbortController().signal, openStore = openNamed } = io;
  const signal = interruption();
  const store = await openStore(place);
  const troubles = createTroubles(io, isLasting === true);
  const unsubscribe = store.subscribe(troubles.hear);
  try {
    const used = use(store, signal);
    const code = await (heedsSignal === true ? used : Promise.race([used, interrupted(signal)]));
    troubles.tell();
    return code;
  } catch (error) {
    troubles.tell(error);
    return refuse(error, io);
  } finally {
    await store.close(store.status().waiting === 0 ? CLOSING_IDLE : CLOSING);
    unsubscribe();
  }
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
    return sqliteStore({ file: place.file, retention: ALL, mustExist: true });
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
