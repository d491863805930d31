/** `JSON.parse` in pieces of a bounded size: given a large text whole, it would hold up all else. */

/** Characters: some tenths of a millisecond. */
const PIECE = 64 * 1024;

/** Is told of a text, which must be JSON, as it is walked through. */
export interface Pieces {
  /** A member or item, outer ones first. See `Visit`. */
  readonly enter: (depth: number, name: string | number, start: number) => void;
  /** The end of an object or array. See `Leave`. */
  readonly leave: (depth: number, end: number) => void;
  /** What `JSON.parse` makes of the text, once all of it was walked through. */
  readonly whole: () => unknown;
}

/** An object or array that has not ended. */
interface Open {
  readonly isArray: boolean;
  /** What was parsed of it; `undefined` as long as it may be a part of one piece. */
  made: object | undefined;
  /** Where that begins which was not parsed; `DONE` where the current item was, by itself. */
  from: number;
  /** The current member or item, and where it starts. */
  name: string | number;
  start: number;
}

const DONE = -1;

/** @param size what is longer, but for a single text or number, is parsed in several pieces of twice that at most */
export function createPieces(text: string, size: number = PIECE): Pieces {
  const open: Open[] = [];
  let data: object | undefined;

  /** Parses what is left of it before `end`, after all that stands before it. */
  function fill(inside: Open, end: number): void {
    for (const [depth, each] of open.entries()) {
      if (each.made !== undefined) continue;
      each.made = each.isArray ? [] : {};
      const around = open[depth - 1];
      if (around === undefined) data = each.made;
      else {
        if (around.start > around.from) parseInto(around, text.lastIndexOf(',', around.start));
        put(around.made!, around.name, each.made);
        around.from = DONE;
      }
    }
    if (inside.from !== DONE) parseInto(inside, end);
  }

  function parseInto({ made, isArray, from }: Open, end: number): void {
    const part = text.slice(from, end);
    const parsed = JSON.parse(isArray ? `[${part}]` : `{${part}}`) as object;
    if (isArray) for (const item of parsed as unknown[]) (made as unknown[]).push(item);
    else for (const [name, value] of Object.entries(parsed)) put(made!, name, value);
  }

  return {
    enter(depth, name, start) {
      let inside = open[depth - 1];
      if (inside === undefined) {
        inside = { isArray: typeof name === 'number', made: undefined, from: start, name, start };
        open.push(inside);
      } else if (inside.from === DONE) {
        inside.from = start;
      } else if (start - inside.from >= size) {
        fill(inside, text.lastIndexOf(',', start));
        inside.from = start;
      }
      inside.name = name;
      inside.start = start;
    },
    leave(depth, end) {
      const inside = open[depth - 1]!;
      if (inside.made !== undefined || end - inside.from >= size) fill(inside, end);
      open.pop();
    },
    whole: () => data ?? (JSON.parse(text) as unknown),
  };
}

/** As `JSON.parse` does it: never a setter, and never the prototype. */
function put(made: object, name: string | number, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(made, name, { value, configurable: true, enumerable: true, writable: true });
  else (made as Record<string | number, unknown>)[name] = value;
}
