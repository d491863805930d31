/** R44: whatever is appended, read, released, closed and adopted, every line is read once, in order. */

import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  adoptSpools,
  openSpool,
  readSpool,
  type Spool,
  type SpoolPosition,
  type SpoolReader,
} from '../../../src/store/spool/index.ts';
import { newDirectory } from './directory.ts';

const line = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\n', '')),
  fc.constantFrom('', '\r', '\u0000', '😀', 'x'.repeat(300)),
);

type Step =
  | { readonly do: 'append'; readonly lines: readonly string[] }
  | { readonly do: 'read'; readonly bytes: number; readonly lines: number }
  | { readonly do: 'forget' | 'release' | 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('append' as const), lines: fc.array(line, { maxLength: 8 }) }),
  fc.record({
    do: fc.constant('read' as const),
    bytes: fc.integer({ min: 0, max: 200 }),
    lines: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ do: fc.constantFrom('forget', 'release', 'restart') }),
);

/** One process after the other: each adopts what the one before left, and reads it before its own. */
class Process {
  readonly spool: Spool;
  readonly sources: {
    readonly id: string;
    readonly reader: SpoolReader;
    position: SpoolPosition | undefined;
  }[];

  constructor(directory: string, segmentBytes: number) {
    const adopted = adoptSpools(directory);
    this.spool = openSpool(directory, { segmentBytes });
    this.sources = [...adopted, this.spool].map(({ path, id }) => {
      const reader = readSpool(path, id);
      return { id, reader, position: reader.released() };
    });
  }

  read(bytes: number, lines: number): readonly string[] {
    for (const source of this.sources) {
      const batch = source.reader.next(source.position, bytes, lines);
      if (batch === undefined) continue;
      source.position = batch.end;
      return batch.lines;
    }
    return [];
  }

  release(): void {
    for (const { reader, position } of this.sources) if (position !== undefined) reader.release(position);
  }

  end(): void {
    for (const { reader } of this.sources) reader.close();
    this.spool.close();
  }
}

it('R44 every line once, in order, and nothing is left behind', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 40 }),
      fc.integer({ min: 1, max: 200 }),
      (steps, segmentBytes) => {
        const directory = newDirectory();
        const appended: string[] = [];
        /** What was read, and of that what was released. */
        let read = 0;
        let released = 0;
        let running = new Process(directory, segmentBytes);
        const look = (bytes: number, lines: number): number => {
          const found = running.read(bytes, lines);
          expect(found).toEqual(appended.slice(read, read + found.length));
          read += found.length;
          return found.length;
        };
        for (const one of steps) {
          if (one.do === 'append') {
            for (const text of one.lines) running.spool.append(text);
            appended.push(...one.lines);
          } else if (one.do === 'read') {
            if (look(one.bytes, one.lines) === 0) expect(read).toBe(appended.length);
          } else if (one.do === 'release') {
            running.release();
            released = read;
          } else {
            if (one.do === 'restart') running.release();
            running.end();
            released = one.do === 'restart' ? read : released;
            read = released;
            running = new Process(directory, segmentBytes);
          }
        }
        while (look(100, 3) > 0);
        expect(read).toBe(appended.length);
        running.release();
        running.end();
        expect(readdirSync(directory)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
