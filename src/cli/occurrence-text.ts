/** Everything about a failure, for the person on call: what failed first, then what surrounds it. */

import { frameLines } from './frames.ts';
import { groupLines } from './group-text.ts';
import { pad, widest, wrap } from './layout.ts';
import { printable, printableJson, printableLines } from './printable.ts';
import { statusPaint } from './status-paint.ts';
import { styleFor, type Style } from './style.ts';
import { ago, exactStamp } from './time-text.ts';
import { laidOut } from '../report/laid-out.ts';
import type { RecordedError } from '../record/error.ts';
import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { Group } from '../store/group.ts';
import type { Io } from './io.ts';

export interface Shown {
  readonly occurrence: StoredOccurrence;
  readonly group: Group | undefined;
  readonly now: number;
  /** With frames of libraries, and all of the answer. */
  readonly isWhole: boolean;
}

type Section = readonly [title: string, lines: readonly string[]];

const INDENT = 2;
/** Lines of a body that tell what it was. */
const MAX_BODY = 16;

export function occurrenceText(shown: Shown, io: Io): string {
  const style = styleFor(io);
  const { occurrence, group } = shown;
  const prose = (text: string): string => wrap(printable(text), io.columns, INDENT + 2);
  const sections: readonly Section[] = [
    ['What failed', failureLines(shown, io, style)],
    ['Group', group === undefined ? [] : groupLines(group, shown.now, io, style)],
    ['Request', requestLines(occurrence, io, style)],
    ['Trail', trailLines(occurrence, io)],
    ['What the client saw', answerLines(shown, io, style)],
    ['Why the client got it', (occurrence.decision ?? []).map((line) => `- ${prose(line)}`)],
    ['Noticed on the way', (occurrence.notes ?? []).map((line) => `- ${prose(line)}`)],
    ['Internal', internalLines(occurrence, io)],
  ];
  const told = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) =>
      [style.strong(title), ...lines.map((line) => (line === '' ? '' : `  ${line}`))].join('\n'),
    );
  return `${[headOf(shown, io, style), ...told].join('\n\n')}\n`;
}

function headOf({ occurrence, now }: Shown, io: Io, style: Style): string {
  const { correlationId, at, status, code, fault, host, pid, release, vetted, expected } = occurrence;
  const whose = { server: 'our fault', client: "the client's fault", abort: 'the client went away' }[fault];
  const said = vetted ? 'the client was told the message' : 'the client was not told the message';
  const judged = [whose, ...(expected === true ? ['a foreseen outcome'] : []), said].join(', ');
  const where = `${host}, pid ${pid}${release === undefined ? '' : `, release ${release}`}`;
  return [
    style.strong(printable(correlationId)),
    `${statusPaint(status, style)(printable(String(status)))} ${style.strong(printable(code))} ${style.faint(judged)}`,
    wrap(`${exactStamp(at)} UTC, ${ago(at, now)}, on ${printable(where)}`, io.columns, 0),
  ].join('\n');
}

function failureLines({ occurrence, isWhole }: Shown, io: Io, style: Style): readonly string[] {
  const { error, causes = [], unsampled } = occurrence;
  const lines = errorLines(error, isWhole, io, style);
  if (unsampled === true)
    lines.push(style.faint('Its stack was not read: it came in a storm of its group. Others have one.'));
  for (const cause of causes) {
    const [first, ...rest] = errorLines(cause, isWhole, io, style);
    lines.push('', `${style.faint('caused by')} ${first}`, ...rest);
  }
  return lines;
}

function errorLines(error: RecordedError, isWhole: boolean, io: Io, style: Style): string[] {
  const { name, type, message, code, stack, properties } = error;
  const called = type === undefined ? name : `${type} (${name})`;
  const coded = code === undefined ? '' : ` [${code}]`;
  const told = wrap(printable(`${called}${coded}: ${message}`), io.columns, INDENT + 2);
  const [head = '', ...rest] = told.split('\n');
  const facts = Object.entries(properties ?? {}).map(([key, value]) => `${key}: ${String(value)}`);
  return [
    style.bad(head),
    ...rest.map((line) => style.bad(line.slice(INDENT))),
    ...facts.map((fact) => style.faint(`  ${wrap(printable(fact), io.columns, INDENT + 4)}`)),
    ...(stack === undefined ? [] : frameLines(stack, isWhole, style).map((line) => `  ${line}`)),
  ];
}

function requestLines({ request, api }: StoredOccurrence, io: Io, style: Style): readonly string[] {
  if (request === undefined) return [];
  const { method, path, route, query, headers = {}, cookie, contentType } = request;
  const { remoteAddress, remotePort, server, traceparent } = request;
  const target = query === undefined || query === '' ? path : `${path}?${query}`;
  const from = remoteAddress === undefined ? undefined : portOn(remoteAddress, remotePort);
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['route', route],
    ['api', api === undefined || api.id === api.name ? api?.id : `${api.id} (${api.name})`],
    ['from', from],
    ['to', server],
    ['content type', contentType],
    ['cookie', cookie],
    ['trace', traceparent],
    ...Object.entries(headers).map(([name, value]) => [`${name}:`, value] as const),
  ];
  const known = facts.filter(([, value]) => value !== undefined && value !== '');
  const width = widest(known.map(([name]) => printable(name))) + 2;
  return [
    style.strong(wrap(printable(`${method} ${target}`), io.columns, INDENT + 2)),
    ...known.map(([name, value]) => {
      const told = wrap(printable(value!), io.columns, INDENT + width);
      return `${style.faint(pad(printable(name), width))}${told}`;
    }),
  ];
}

function portOn(address: string, port: number | undefined): string {
  const host = address.includes(':') && port !== undefined ? `[${address}]` : address;
  return port === undefined ? host : `${host}:${port}`;
}

function trailLines({ trail }: StoredOccurrence, io: Io): readonly string[] {
  return trail === undefined || trail.length === 0
    ? []
    : [wrap(printable(trail.join(' › ')), io.columns, INDENT)];
}

function answerLines(
  { occurrence: { answer, status: sent, unrecorded }, isWhole }: Shown,
  io: Io,
  { faint, strong }: Style,
): readonly string[] {
  if (unrecorded)
    return [faint(`(this reference, with ${sent}: the process was killed before it kept more)`)];
  if (answer === undefined) return [faint('(nobody was there to be answered)')];
  const { status, contentType, language, body } = answer;
  const facts = [contentType, language === undefined ? undefined : `in ${language}`];
  const told = facts.filter((fact) => fact !== undefined).join(', ');
  const lines = body === '' ? ['(nothing)'] : printableLines(laidOut(body).trimEnd()).split('\n');
  const rest = isWhole ? 0 : Math.max(0, lines.length - MAX_BODY);
  return [
    `${strong(printable(String(status)))} ${faint(printable(told))}`.trimEnd(),
    ...lines.slice(0, lines.length - rest).map((line) => hanging(line, io)),
    ...(rest === 0 ? [] : [faint(`… ${rest} more lines, with --all`)]),
  ];
}

function internalLines({ internal }: StoredOccurrence, io: Io): readonly string[] {
  if (internal === undefined) return [];
  return printableJson(internal)
    .split('\n')
    .map((line) => hanging(line, io));
}

/** What goes on is indented more than the line itself. Tabs are spaces, whose width is known. */
function hanging(tabbed: string, { columns }: Io): string {
  const line = tabbed.replaceAll('\t', '  ');
  const text = line.trimStart();
  const before = line.length - text.length;
  return ' '.repeat(before) + wrap(text, columns, INDENT + before + 2);
}
