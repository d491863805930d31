/** The spools that are read from: this process's own, and those of dead ones. */

import {
  adoptSpools,
  readSpool,
  type AdoptedSpool,
  type SpoolBatch,
  type SpoolPosition,
  type SpoolReader,
} from '../spool/index.ts';
import { messageOf } from './losses.ts';
import type { Statements } from './statements.ts';
import { positionOf } from './write-batch.ts';

export interface Sources {
  /** Reads from this one from now on, as this process's own. */
  readonly own: (spool: AdoptedSpool) => void;
  readonly adopt: (spool: AdoptedSpool) => void;
  /** What was left by dead processes since. */
  readonly adoptNew: (directory: string) => readonly AdoptedSpool[];
  /** The file is another one: what is stored of each spool is asked again. */
  readonly forget: () => void;
  /**
   * Lines of one spool; of another the next time, so that none waits for a long one. One that cannot be read holds up none
   * but itself.
   * @throws what the library throws
   */
  readonly next: (statements: Statements, maxBytes: number, maxLines: number) => Found | undefined;
  /** Why this process's own cannot be read; `undefined`: it can, as far as it is known. */
  readonly problem: () => string | undefined;
  /** How far this process's own was stored, as far as it is known. */
  readonly read: () => SpoolPosition | undefined;
  /** Says that it is stored. */
  readonly done: (found: Found) => void;
  /** Nothing is left for now: gives the room of what is stored back. Never throws. */
  readonly rest: () => void;
  /** What is left of dead processes' is anybody's again. */
  readonly close: () => void;
}

export interface Found {
  readonly batch: SpoolBatch;
  readonly source: Source;
}

export interface Source {
  readonly id: string;
  readonly isOwn: boolean;
  readonly path: string;
  readonly reader: SpoolReader;
  /** `null`: it must be asked of the file. */
  position: SpoolPosition | undefined | null;
  /** Up to which segment files are given back. */
  released: number;
  problem: string | undefined;
}

/** @param tell that a spool, which is named by its path, cannot be read; the same each time */
export function createSources(tell: (path: string, problem: string) => void): Sources {
  let sources: Source[] = [];

  function add({ id, path }: AdoptedSpool, isOwn: boolean): void {
    const reader = readSpool(path, id);
    sources.push({ id, isOwn, path, reader, position: null, released: 0, problem: undefined });
  }

  function read(source: Source, maxBytes: number, maxLines: number): SpoolBatch | undefined {
    try {
      const batch = source.reader.next(source.position ?? undefined, maxBytes, maxLines);
      source.problem = undefined;
      return batch;
    } catch (error) {
      source.problem = problemOf(source, error);
      tell(source.path, source.problem);
      return undefined;
    }
  }

  function release(source: Source): void {
    const { id, position } = source;
    source.reader.release(position ?? { spool: id, segment: 1, offset: 0 });
  }

  return {
    own(spool) {
      sources = sources.filter(({ isOwn }) => !isOwn);
      add(spool, true);
    },
    adopt: (spool) => add(spool, false),
    adoptNew(directory) {
      const adopted = adoptSpools(directory);
      for (const spool of adopted) add(spool, false);
      return adopted;
    },
    forget() {
      for (const source of sources) source.position = null;
    },
    next(statements, maxBytes, maxLines) {
      for (const [index, source] of sources.entries()) {
        if (source.position === null) source.position = positionOf(statements, source.id);
        const batch = read(source, maxBytes, maxLines);
        if (batch === undefined) continue;
        sources = [...sources.slice(index + 1), ...sources.slice(0, index + 1)];
        return { batch, source };
      }
      return undefined;
    },
    problem: () => sources.find(({ isOwn }) => isOwn)?.problem,
    read: () => sources.find(({ isOwn }) => isOwn)?.position ?? undefined,
    done({ batch, source }) {
      source.position = batch.end;
      if (batch.end.segment === source.released) return;
      source.released = batch.end.segment;
      release(source);
    },
    rest() {
      for (const source of sources) release(source);
      // Nobody appends to one that was adopted.
      sources = sources.filter((source) => source.isOwn || !isDone(source));
    },
    close() {
      for (const { reader } of sources) reader.close();
      sources = [];
    },
  };
}

function isDone({ reader, position }: Source): boolean {
  try {
    return reader.isDone(position ?? undefined);
  } catch {
    // What is in it may be read later.
    return false;
  }
}

function problemOf({ path }: Source, error: unknown): string {
  return `The spool in ${path} cannot be read (${messageOf(error)}): what waits in it is stored once it can be. Look after its disk, let this process read it, and keep others out of that directory.`;
}
