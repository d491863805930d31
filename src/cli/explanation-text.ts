/** An explanation for people. */

import { phraseOf } from '../http/index.ts';
import { pad, widest, wrap } from './layout.ts';
import { printable, printableLines, widthOf } from './printable.ts';
import { styleFor, type Style } from './style.ts';
import type { Considered, Explanation, RequestFacts } from '../index.ts';
import type { Io } from './io.ts';
import type { Overlaid } from './overlaid.ts';

export interface Explained {
  readonly explanation: Explanation;
  readonly facts: RequestFacts;
  readonly values: readonly Overlaid[];
}

export function explanationText({ explanation, facts, values }: Explained, io: Io): string {
  const style = styleFor(io);
  const sections = [
    failure(explanation, facts, style),
    section('Considered, in this order', sources(explanation.considered, io.columns, style), style),
    section('Values', overlaid(values, style), style),
    ...notes(explanation, style),
    section('Answer', answer(explanation, style), style),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function notes({ notes: found, language }: Explanation, style: Style): readonly (readonly string[])[] {
  const all = [
    ...found,
    ...(language === undefined ? [] : [`the texts are those of the locale ${language}`]),
  ];
  return all.length === 0 ? [] : [section('Notes', all.map(printable), style)];
}

function section(title: string, lines: readonly string[], { strong }: Style): readonly string[] {
  return [strong(title), ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

function failure(
  { error, api }: Explanation,
  { method, url }: RequestFacts,
  style: Style,
): readonly string[] {
  const { strong, faint } = style;
  const where = api === undefined ? 'in no api' : `in the api ${api.id} (${api.name})`;
  return [
    `${strong(printable(`${error.code} ${error.status}`))} ${printable(error.name)}`,
    `${printable(`${method} ${url}`)} ${faint(printable(where))}`,
  ];
}

const USED = 'used';

/** One line each, or two where the reason does not fit beside it. */
function sources(
  considered: readonly Considered[],
  columns: number | undefined,
  style: Style,
): readonly string[] {
  const rows = considered.map((source) => ({
    used: source.verdict === 'used',
    cells: [String(source.priority), whatOf(source), source.level, printable(source.pointer)],
    why: printable(source.why),
  }));
  const widths = [0, 1, 2, 3].map((column) => widest(rows.map(({ cells }) => cells[column]!)));
  const before = 2 + USED.length + widths.reduce((sum, width) => sum + width + 2, 2);
  const fits = rows.every(({ why }) => before + widthOf(why) <= (columns ?? Number.POSITIVE_INFINITY));
  return rows.flatMap(({ used, cells, why }) => {
    const mark = used ? style.good(USED) : ' '.repeat(USED.length);
    const [priority, what, level, pointer] = cells.map((cell, column) => pad(cell, widths[column]!));
    const named = used ? style.strong(what!) : what!;
    const place = `${style.faint(priority!)}  ${named}  ${level}  `;
    if (fits) return [`${mark}  ${place}${style.place(pointer!)}  ${style.faint(why)}`.trimEnd()];
    const indent = USED.length + 5;
    // All of it is indented by two more.
    const reason = wrap(why, columns, indent + 2);
    return [
      `${mark}  ${place}${style.place(cells[3]!)}`.trimEnd(),
      `${' '.repeat(indent)}${style.faint(reason)}`,
    ];
  });
}

function whatOf({ what, name }: Considered): string {
  return name === undefined ? what : printable(`${what} ${JSON.stringify(name)}`);
}

function overlaid(values: readonly Overlaid[], { faint, place }: Style): readonly string[] {
  const rows = values.map(({ field, before, after, by }) => {
    const isChanged = by !== '' && before !== '' && before !== after;
    const value = printable(isChanged ? `${before} → ${after}` : after);
    return {
      cells: [printable(field), value],
      by: by === '' ? faint('as it was thrown') : place(printable(by)),
    };
  });
  const widths = [0, 1].map((column) => widest(rows.map(({ cells }) => cells[column]!)));
  // A long text would push its source out of sight.
  widths[1] = Math.min(widths[1]!, MAX_ALIGNED);
  return rows.map(({ cells, by }) => {
    const [field, value] = cells.map((cell, column) => pad(cell, widths[column]!));
    return `${field}  ${value}  ${by}`;
  });
}

const MAX_ALIGNED = 40;

function answer({ reply }: Explanation, { strong, faint }: Style): readonly string[] {
  const phrase = reply.phrase ?? phraseOf(reply.status);
  const headers = Object.entries(reply.headers).map(
    ([name, value]) => `${faint(`${printable(name)}:`)} ${printable(value)}`,
  );
  const body = printableLines(reply.body).split('\n');
  return [strong(printable(`HTTP/1.1 ${reply.status} ${phrase}`)), ...headers, '', ...body];
}
