/** The policy that answers follow at the moment: loaded at start, replaced whole by a reload, or not at all. */

import { FaultlineError } from '../codes.ts';
import type { Logger } from '../model.ts';
import type { Opened, PolicySources } from './open.ts';
import { runIdle } from './idle.ts';
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
   * Loads the sources again, or `config` in place of the present one: files as they are when their turn comes, the rest
   * a slice a turn. An object of up to 2,000 values is read as it is at this moment; what of a larger one changes before
   * the promise settles may be read or not. Rejects, and leaves everything as it is, when anything is wrong.
   */
  reload(config?: string | object): Promise<void>;
  /** Stops watching, and looking for what was probably not meant so. */
  close(): void;
}

/** Is told what an operator should hear of. Must not throw. */
export type Tell = (level: 'error' | 'info' | 'warn', message: string) => void;

export interface LiveOptions extends PolicySources {
  readonly watch?: boolean | undefined;
  /** Milliseconds between two looks at the files. Default: 1000. */
  readonly interval?: number | undefined;
  now(): number;
  /** What `tell` hands over to, as far as it is known. */
  readonly logger?: Logger | false | undefined;
}

/** @throws ConfigError when anything is wrong with a source */
export function createLivePolicy(options: LiveOptions, tell: Tell): LivePolicy {
  let sources = withFiles({ config: options.config, serverErrors: options.serverErrors });
  let closed = false;
  let waiting = false;
  // One after the other: the last one that was asked for is the one that stays.
  let last: Promise<unknown> = Promise.resolve();
  let unwatch = watch(sources);
  let stopAnalysis: (() => void) | undefined;
  let policy: CompiledPolicy | undefined;
  let status: ConfigStatus;
  putInForce(openNow(), 0);

  function openNow(): Opened {
    try {
      return runAtOnce(open(sources));
    } catch (error) {
      unwatch();
      throw error;
    }
  }

  function putInForce({ files, warnings, analysis, ...opened }: Opened, reloads: number): void {
    ({ policy } = opened);
    status = { files, loadedAt: moment(), reloads };
    for (const warning of warnings) tell('warn', warning);
    endAnalysis();
    if (closed || analysis === undefined || !showsWarnings(options.logger)) return;
    stopAnalysis = runIdle(
      analysis,
      (line) => tell('warn', line),
      (end) => {
        stopAnalysis = undefined;
        if (end !== 'done') tell('info', UNFINISHED[end]);
      },
    );
  }

  function endAnalysis(): void {
    stopAnalysis?.();
    stopAnalysis = undefined;
  }

  function moment(): string {
    return new Date(options.now()).toISOString();
  }

  /** Before files are read: what changes meanwhile must not be missed. */
  function watch({ files = {} }: PolicySources): () => void {
    if (options.watch !== true) return () => undefined;
    const named = [files.config, files.serverErrors].filter((file) => file !== undefined);
    return watchFiles(named, onChange, options.interval);
  }

  function onChange(): void {
    // One that has not begun yet will read this change too.
    if (waiting) return;
    waiting = true;
    const loading = enqueue(() => {
      waiting = false;
      return load(sources, begun(sources));
    });
    loading.catch(() => undefined);
  }

  async function load(next: PolicySources, work: () => Generator<void, Opened>): Promise<void> {
    const unwatchNext = watch(next);
    let opened: Opened;
    try {
      opened = await runInSlices(work());
    } catch (error) {
      unwatchNext();
      const message = error instanceof FaultlineError ? error.message : 'it could not be read';
      status = { ...status, refused: { at: moment(), message } };
      tell('error', `The configuration was refused, what was before stays in force: ${message}`);
      throw error;
    }
    sources = next;
    unwatch();
    unwatch = unwatchNext;
    if (closed) unwatch();
    putInForce(opened, status.reloads + 1);
    tell('info', 'The configuration was loaded again.');
  }

  function enqueue(begin: () => Promise<void>): Promise<void> {
    const loading = last.then(begin);
    last = loading.catch(() => undefined);
    return loading;
  }

  function reload(config: string | object | undefined): Promise<void> {
    const before = sources;
    const next = config === undefined ? before : withFiles({ ...before, config });
    const work = begun(next);
    return enqueue(() => {
      // Another configuration may have come into force since this was asked for: then that one is loaded again.
      const isStale = config === undefined && sources !== before;
      return isStale ? load(sources, begun(sources)) : load(next, work);
    });
  }

  return {
    get policy() {
      return policy;
    },
    get status() {
      return status;
    },
    reload,
    close() {
      closed = true;
      unwatch();
      endAnalysis();
    },
  };
}

const UNFINISHED = {
  failed: 'The configuration could not be looked through for what was probably not meant so.',
  'too long':
    'The configuration is too large to be looked through here for what was probably not meant so; run `faultline check`.',
} as const;

/** Where it is not known, it does. */
function showsWarnings(logger: LiveOptions['logger']): boolean {
  if (logger === false) return false;
  try {
    return logger?.isLevelEnabled?.('warn') !== false;
  } catch {
    return true;
  }
}

/** Paths are resolved when they are named: the working directory may be another one at the next reload. */
function withFiles({ config, serverErrors, files }: PolicySources): PolicySources {
  return {
    config,
    serverErrors,
    files: { config: resolved(config), serverErrors: files?.serverErrors ?? resolved(serverErrors) },
  };
}

function resolved(source: unknown): string | undefined {
  if (typeof source !== 'string') return undefined;
  try {
    return globalThis.process?.getBuiltinModule?.('node:path').resolve(source);
  } catch {
    // There is no working directory any more: whoever reads the file tells of it.
    return undefined;
  }
}

/** Objects begin to be copied now; what hinders that is thrown when the work is asked for. */
function begun(sources: PolicySources): () => Generator<void, Opened> {
  try {
    const work = open(sources);
    return () => work;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Where there is no configuration, its code is not needed. */
function open(sources: PolicySources): Generator<void, Opened> {
  if (sources.config === undefined && sources.serverErrors === undefined) return nothing();
  return openPolicy(sources);
}

// oxlint-disable-next-line require-yield
function* nothing(): Generator<void, Opened> {
  return NOTHING;
}

const NOTHING: Opened = Object.freeze({ policy: undefined, warnings: [], files: [], analysis: undefined });
