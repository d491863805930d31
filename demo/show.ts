/** The failures as rows of a table: the request, what the log keeps, what the client got. */

import type { FieldError, LogLevel } from 'faultline';
import type { Answer } from './client.ts';
import type { Outcome, Shot } from './fire.ts';
import { layOut, rule, type Paragraph, type Style, type Terminal } from './terminal.ts';
import { isAnswered } from './verdict.ts';

const LEVEL_STYLES: Readonly<Record<LogLevel, Style>> = {
  error: 'red',
  warn: 'yellow',
  info: 'cyan',
  debug: 'dim',
};

/** Headers that say more than the body. */
const TELLING = ['retry-after', 'www-authenticate'];

export function columnsOf({ width }: Terminal): readonly number[] {
  const first = Math.min(26 + Math.floor((width - 80) / 8), 30);
  const rest = width - first - 8;
  return [first, Math.ceil(rest / 2), Math.floor(rest / 2)];
}

export function showHeader(terminal: Terminal): void {
  const titles = ['request', 'what the log keeps', 'what the client got'];
  const cells = titles.map((text) => [{ text, style: 'bold' as const }]);
  printAll(terminal, layOut(cells, columnsOf(terminal), terminal));
}

export function showGroup(terminal: Terminal, title: string): void {
  const widths = columnsOf(terminal);
  terminal.print(terminal.paint('dim', rule(widths, '┴')));
  terminal.print(` ${terminal.paint('bold', title)}`);
  terminal.print(terminal.paint('dim', rule(widths, '┬')));
}

/** @param first in its group, where there is a rule already */
export function showOutcome(terminal: Terminal, outcome: Outcome, number: number, first: boolean): void {
  const widths = columnsOf(terminal);
  const { failure, shots } = outcome;
  const { title, method, path, body } = failure;
  const cells: Paragraph[][] = [
    [
      { text: `${number}. ${title}`, style: 'bold' },
      { text: `${method} ${path}` },
      ...(body === undefined ? [] : [{ text: body, style: 'dim' as const, most: 1 }]),
      markOf(outcome),
    ],
    compare(shots, describeEntry),
    compare(shots, ({ answer }) => describeAnswer(answer)),
  ];
  if (!first) terminal.print(terminal.paint('dim', rule(widths, '┼')));
  printAll(terminal, layOut(cells, widths, terminal));
}

function markOf({ failure, shots, sameBytes }: Outcome): Paragraph {
  if (!shots.every((shot) => isAnswered(failure, shot)))
    return { text: '✗ not the answer it must get', style: 'red' };
  if (sameBytes === undefined) return { text: `✓ broken off on all ${shots.length}`, style: 'green' };
  return sameBytes
    ? { text: `✓ same bytes on all ${shots.length}`, style: 'green' }
    : { text: '✗ the bytes differ', style: 'red' };
}

/** What is alike on several frameworks is shown once. */
function compare(shots: readonly Shot[], describe: (shot: Shot) => readonly Paragraph[]): Paragraph[] {
  const alike = new Map<string, { frameworks: string[]; paragraphs: readonly Paragraph[] }>();
  for (const shot of shots) {
    const paragraphs = describe(shot);
    const key = JSON.stringify(paragraphs).replaceAll(referenceIn(shot), '');
    const group = alike.get(key) ?? { frameworks: [], paragraphs };
    alike.set(key, group);
    group.frameworks.push(shot.framework);
  }
  const shown: Paragraph[] = [];
  for (const { frameworks, paragraphs } of alike.values()) {
    if (alike.size > 1) shown.push({ text: `${frameworks.join(', ')}:`, style: 'dim' });
    shown.push(...paragraphs);
  }
  return shown;
}

function referenceIn({ answer }: Shot): string {
  return answer.headers['x-request-id'] ?? '\0';
}

function describeEntry({ entries: [entry] }: Shot): readonly Paragraph[] {
  if (entry === undefined) return [{ text: 'nothing', style: 'red' }];
  const { level, occurrence } = entry;
  const { error, causes = [], code, internal } = occurrence;
  const { name, message, properties = {} } = error;
  const told = Object.entries(properties).map(([key, value]) => `${key}: ${value}`);
  const own = error.code === undefined || error.code === code ? '' : ` ${error.code}`;
  return [
    { text: `${level}: ${name}${own}`, style: LEVEL_STYLES[level] },
    ...(message === '' || message === name ? [] : [{ text: message, most: 3 }]),
    ...(told.length === 0 ? [] : [{ text: told.join(', '), style: 'dim' as const, most: 2 }]),
    ...(internal === undefined
      ? []
      : [{ text: `internal: ${JSON.stringify(internal)}`, style: 'dim' as const, most: 5 }]),
    ...causes
      .slice(0, 1)
      .map((cause) => ({ text: `cause: ${cause.name} ${cause.message}`, style: 'dim' as const, most: 2 })),
  ];
}

function describeAnswer({ status, headers, body, broken }: Answer): readonly Paragraph[] {
  if (status === 0) return [{ text: 'no answer', style: 'red' }];
  if (broken) {
    return [
      { text: `${status}, then the connection breaks off`, style: 'yellow' },
      { text: 'the client sees a failed download, not a short file' },
    ];
  }
  const { title, detail, code, errors, details } = parse(body);
  return [
    { text: `${status} ${String(code)}`, style: status < 500 ? 'yellow' : 'red' },
    { text: String(detail ?? title) },
    ...((errors ?? []) as FieldError[]).map(({ pointer, message }) => ({
      text: `${pointer} ${message}`,
      style: 'dim' as const,
    })),
    ...(details === undefined
      ? []
      : [{ text: `details: ${JSON.stringify(details)}`, style: 'dim' as const }]),
    ...TELLING.filter((name) => headers[name] !== undefined).map((name) => ({
      text: `${name}: ${headers[name]}`,
      style: 'dim' as const,
    })),
  ];
}

function parse(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return { code: 'NOT JSON', title: body };
  }
}

function printAll({ print }: Terminal, lines: readonly string[]): void {
  for (const line of lines) print(line);
}
