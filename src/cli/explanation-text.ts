/** An explanation for people. */

import { phraseOf } from '../http/index.ts';
import { pad, widest, wrap } from './layout.ts';
import { listed } from './listed.ts';
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
    section('Considered, in this order', sources(explanation, io.columns, style), style),
    ...optional('Languages', languages(explanation, io.columns, style), style),
    section('Values', overlaid(values, io.columns, style), style),
    ...optional('Notes', notes(explanation, io.columns), style),
    section('Answer', answer(explanation, style), style),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function notes({ notes: all }: Explanation, columns: number | undefined): readonly string[] {
  return all.map((note) => wrap(printable(note), columns, 2));
}

function optional(title: string, lines: readonly string[], style: Style): readonly (readonly string[])[] {
  return lines.length === 0 ? [] : [section(title, lines, style)];
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

function sources({ considered }: Explanation, columns: number | undefined, style: Style): readonly string[] {
  const rows = considered.map((source) => ({
    used: source.verdict === 'used',
    before: String(source.priority),
    name: whatOf(source),
    behind: source.level,
    pointer: printable(source.pointer),
    why: printable(source.why),
  }));
  return listed(rows, columns, style);
}

function languages(
  { languages: considered }: Explanation,
  columns: number | undefined,
  style: Style,
): readonly string[] {
  const rows = considered.map(({ language, pointer = '', verdict, why }) => ({
    used: verdict === 'used',
    name: printable(language),
    pointer: printable(pointer),
    why: printable(why),
  }));
  return listed(rows, columns, style);
}

function whatOf({ what, name }: Considered): string {
  return name === undefined ? what : printable(`${what} ${JSON.stringify(name)}`);
}

/** One line each, or two where one does not fit. */
function overlaid(
  values: readonly Overlaid[],
  columns: number | undefined,
  { faint, place }: Style,
): readonly string[] {
  const rows = values.map(({ field, before, after, by }) => {
    const isSame = before === after;
    const value = printable(!isSame && before !== '' ? `${before} → ${after}` : after);
    const nobody = isSame ? 'as it was thrown' : 'of the generic answer';
    return {
      field: printable(field),
      value,
      by: by === '' ? nobody : printable(by),
      paint: by === '' ? faint : place,
    };
  });
  const fields = widest(rows.map(({ field }) => field));
  // A long text would push its source out of sight.
  const aligned = Math.min(widest(rows.map(({ value }) => value)), MAX_ALIGNED);
  const fits = rows.every(({ value, by }) => {
    return (
      fields + Math.max(widthOf(value), aligned) + widthOf(by) + 6 <= (columns ?? Number.POSITIVE_INFINITY)
    );
  });
  return rows.flatMap(({ field, value, by, paint }) => {
    const head = `${pad(field, fields)}  `;
    if (fits) return [`${head}${pad(value, aligned)}  ${paint(by)}`];
    // All of it is indented by two more.
    return [`${head}${wrap(value, columns, fields + 4)}`, `${' '.repeat(fields + 2)}${paint(by)}`];
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
