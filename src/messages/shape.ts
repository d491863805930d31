import type { Token } from './tokens.ts';

/** Stands for a placeholder. No markup or JSON has a meaning for it; a text may have it itself, hence `holes`. */
export const HOLE = '\ue000';

/** A template whose placeholders are one character each, for those who look at where they stand. */
export interface Shape {
  readonly text: string;
  /** Where the placeholders are, in order. */
  readonly holes: ReadonlySet<number>;
}

/** Tells what is wrong at that place of a shape. */
export type Fault = (offset: number, problem: string, cure: string) => void;

export function shapeOf(tokens: readonly Token[]): Shape {
  const holes = new Set<number>();
  let text = '';
  for (const token of tokens) {
    if (token.placeholder) holes.add(text.length);
    text += token.placeholder ? HOLE : token.text;
  }
  return { text, holes };
}

/** The holes from `start` to before `end`. */
export function holesBetween({ text, holes }: Shape, start: number, end: number): readonly number[] {
  const found: number[] = [];
  for (let index = start; index < end; index++) {
    if (text[index] === HOLE && holes.has(index)) found.push(index);
  }
  return found;
}

/** Line and column, in the template as it was written, of a place of its shape. */
export function whereIs(offset: number, tokens: readonly Token[], template: string): string {
  let begun = 0;
  let written = template.length;
  for (const { text, start, placeholder } of tokens) {
    const length = placeholder ? 1 : text.length;
    if (offset < begun + length) {
      written = start + offset - begun;
      break;
    }
    begun += length;
  }
  const lines = template.slice(0, written).split('\n');
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}
