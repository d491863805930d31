/** The policy that answers follow at the moment: loaded at start, replaced whole by a reload, or not at all. */

import { FaultlineError } from '../codes.ts';
import type { Opened, PolicySources } from './open.ts';
import { openPolicy } from './policy-code.ts';
import { runAtOnce, runInSlices } from '../slices.ts';
import { watchFiles } from './watch.ts';
import type { CompiledPolicy } from './compile.ts';

/** What became of the configuration. */
export interface ConfigStatus {
  /** Absolute paths of the files that are in force; empty for objects, and without a configuration. */
  readonly files: readonly string[];
  /** When what is in force was loaded: ISO 8601, UTC. */
  readonly loadedAt: string;
  /** How often it was replaced. */
  readonly reloads: number;
  /** Why the newest reload was refused; absent when it was not. What is in force is what was before. */
  readonly refused?: { readonly at: string; readonly message: string };
}

export interface LivePolicy {
  /** A getter: it may be another one after each turn of the event loop. */
  readonly policy: CompiledPolicy | undefined;
  readonly status: ConfigStatus;
  /**
   * Loads the sources again, or `config` in place of the present one, a slice a turn. Rejects, and leaves
   * everything as it is, when anything is wrong.
   */
  reload(config?: string | object): Promise<void>;
  /** Stops watching. */
  close(): void;
}

/** Is told what an operator should hear of. Must not throw. */
export type Tell = (level: 'error' | 'info' | 'warn', message: string) => void;

export interface LiveOptions extends PolicySources {
  readonly watch?: boolean | undefined;
  /** Milliseconds between two looks at the files. Default: 1000. */
  readonly interval?: number | undefined;
  now(): number;
}

/** @throws ConfigError when anything is wrong with a source */
export function createLivePolicy(options: LiveOptions, tell: Tell): LivePolicy {
  let sources: PolicySources = { config: options.config, serverErrors: options.serverErrors };
  let closed = false;
  let waiting = false;
  // One after the other: the last one that was asked for is the one that stays.
  let last: Promise<unknown> = Promise.resolve();
  let unwatch = watch(sources);
  let opened = openNow();
  let status = statusOf(opened, 0);
  warn(opened);

  function openNow(): Opened {
    try {
      return runAtOnce(open(sources));
    } catch (error) {
      unwatch();
      throw error;
    }
  }

  function statusOf({ files }: Opened, reloads: number): ConfigStatus {
    return { files, loadedAt: moment(), reloads };
  }

  function moment(): string {
    return new Date(options.now()).toISOString();
  }

  function warn({ warnings }: Opened): void {
    for (const warning of warnings) tell('warn', warning);
  }

  /** Before files are read: what changes meanwhile must not be missed. */
  function watch({ config, serverErrors }: PolicySources): () => void {
    if (options.watch !== true) return () => undefined;
    const files = [config, serverErrors].filter((source) => typeof source === 'string');
    return watchFiles(files, onChange, options.interval);
  }

  function onChange(): void {
    // One that has not begun yet will read this change too.
    if (waiting) return;
    waiting = true;
    const loading = enqueue(() => {
      waiting = false;
      return load(sources);
    });
    loading.catch(() => undefined);
  }

  async function load(next: PolicySources): Promise<void> {
    const unwatchNext = watch(next);
    try {
      opened = await runInSlices(open(next));
    } catch (error) {
      unwatchNext();
      const message = error instanceof FaultlineError ? error.message : 'it could not be read';
      status = { ...status, refused: { at: moment(), message } };
      tell('error', `The configuration was refused, what was before stays in force: ${message}`);
      throw error;
    }
    sources = next;
    status = statusOf(opened, status.reloads + 1);
    unwatch();
    unwatch = unwatchNext;
    if (closed) unwatch();
    warn(opened);
    tell('info', 'The configuration was loaded again.');
  }

  function enqueue(begin: () => Promise<void>): Promise<void> {
    const loading = last.then(begin);
    last = loading.catch(() => undefined);
    return loading;
  }

  return {
    get policy() {
      return opened.policy;
    },
    get status() {
      return status;
    },
    reload: (config) => enqueue(() => load(config === undefined ? sources : { ...sources, config })),
    close() {
      closed = true;
      unwatch();
    },
  };
}

/** Where there is no configuration, its code is not needed. */
function* open(sources: PolicySources): Generator<void, Opened> {
  if (sources.config === undefined && sources.serverErrors === undefined) return NOTHING;
  return yield* openPolicy(sources);
}

const NOTHING: Opened = Object.freeze({ policy: undefined, warnings: [], files: [] });
