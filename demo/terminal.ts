/** A table for a terminal: as wide as it is, in colour only where there are colours. */

import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Text of one style, wrapped to its column; `most` lines of it, then an ellipsis. */
export interface Paragraph {
  readonly text: string;
  readonly style?: Style;
  readonly most?: number;
}

export interface Terminal {
  readonly width: number;
  readonly paint: (style: Style | undefined, text: string) => string;
  readonly print: (line?: string) => void;
  /** Shows a line until the next one is printed; only where there is a cursor to go back. */
  readonly hint: (line: string) => void;
}

const NARROWEST = 80;
const WIDEST = 150;

export function createTerminal(stream: NodeJS.WriteStream): Terminal {
  const colours = stream.isTTY && stream.hasColors() && !process.env['NO_COLOR'];
  const rewind = stream.isTTY ? '\r\u001b[K' : '';
  return {
    width: Math.min(Math.max(stream.columns ?? 100, NARROWEST), WIDEST),
    paint: (style, text) => (colours && style !== undefined ? styleText(style, text) : text),
    print: (line = '') => stream.write(`${rewind}${line}\n`),
    hint: (line) => stream.isTTY && stream.write(`${rewind}${line}`),
  };
}

/** Lays cells side by side; every cell is a list of paragraphs. */
export function layOut(
  cells: readonly (readonly Paragraph[])[],
  widths: readonly number[],
  { paint }: Terminal,
): string[] {
  const columns = cells.map((cell, index) =>
    cell.flatMap(({ text, style, most }) =>
      wrap(text, widths[index]!, most).map((line) => paint(style, line) + pad(line, widths[index]!)),
    ),
  );
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, row) => {
    const line = columns.map((column, index) => column[row] ?? pad('', widths[index]!));
    return ` ${line.join(paint('dim', ' │ '))}`.trimEnd();
  });
}

/** A rule across all columns: `─┼─`. */
export function rule(widths: readonly number[], joint: '┼' | '┬' | '┴' | '─'): string {
  return `─${widths.map((width) => '─'.repeat(width)).join(`─${joint}─`)}─`;
}

/** Breaks at spaces, and within a word only when it is longer than a line. */
export function wrap(text: string, width: number, most: number = Infinity): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && line.length + 1 + rest.length > width) {
      lines.push(line);
      line = '';
    }
    for (; rest.length > width; rest = rest.slice(width)) lines.push(rest.slice(0, width));
    line = line === '' ? rest : `${line} ${rest}`;
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  const last = lines[most - 1]!;
  return [...lines.slice(0, most - 1), `${last.slice(0, width - 1)}…`];
}

function pad(line: string, width: number): string {
  return ' '.repeat(Math.max(width - line.length, 0));
}
