/** What stands under the table: the count, and how to go on. */

import { referenceOf, type Outcome, type Shop } from './fire.ts';
import type { Log } from './log.ts';
import { SECRETS, UNLOGGED } from './secrets.ts';
import { columnsOf } from './show.ts';
import { rule, wrap, type Terminal } from './terminal.ts';
import type { Verdict } from './verdict.ts';

export function showVerdict(terminal: Terminal, verdict: Verdict): void {
  const { failures, frameworks, shots, answered, sameBytes, comparable, resolved, leaks } = verdict;
  const secrets = Object.keys(SECRETS).length;
  const bytes = verdict.bytes.toLocaleString('en');
  const lines: [boolean, string][] = [
    [
      answered === shots,
      `${failures} failures x ${frameworks} frameworks: ${answered} of ${shots} answered as they must be`,
    ],
    [
      sameBytes === comparable,
      `${sameBytes} of ${comparable} whole answers: same bytes on every framework, but for reference, date and connection`,
    ],
    [
      leaks.length === 0,
      `${leaks.length} secrets leaked: ${secrets} looked for in ${bytes} bytes of answers; ${verdict.logged} of them are in the log`,
    ],
    [
      verdict.unsafe.length === 0,
      `${verdict.unsafe.length} of ${Object.keys(UNLOGGED).length} secrets that must not be kept are in the log or the store`,
    ],
    [resolved === shots, `${resolved} of ${shots} references lead to their one record in the log`],
    [verdict.stored === shots, `${verdict.stored} of ${shots} references are found in the error store`],
  ];
  terminal.print(terminal.paint('dim', rule(columnsOf(terminal), '┴')));
  for (const [good, text] of lines) {
    wrap(text, terminal.width - 4).forEach((line, index) => {
      const mark = index > 0 ? '  ' : good ? terminal.paint('green', ' ✓') : terminal.paint('red', ' ✗');
      terminal.print(`${mark} ${line}`);
    });
  }
  for (const leak of leaks) terminal.print(terminal.paint('red', `   leaked: ${leak}`));
  for (const what of verdict.unsafe) terminal.print(terminal.paint('red', `   logged: ${what}`));
  terminal.print();
}

/** The last failure as it was written, line and body, the parts of the record that only fill the screen cut short. */
export function showPair({ print, paint, width }: Terminal, outcome: Outcome): void {
  const [shot] = outcome.shots;
  const occurrence = shot?.entries[0]?.occurrence;
  if (shot === undefined || occurrence === undefined) return;
  const { stack = '', ...error } = occurrence.error;
  const frames = stack.split('\n').length;
  const record = { ...occurrence, error: { ...error, stack: `… ${frames} lines` } };
  for (const [title, text] of [
    ['The log line', JSON.stringify(record)],
    ['and the answer', shot.answer.body],
  ] as const) {
    print(` ${paint('bold', title)} of "${outcome.failure.title}", on ${shot.framework}:`);
    for (const line of wrap(text, width - 4)) print(`   ${paint('dim', line)}`);
  }
  print();
}

/** How to look the last failure up. @param address of the store @param dashboard its URL, where it is served */
export function showErrors(
  { print, paint }: Terminal,
  address: string | undefined,
  outcome: Outcome | undefined,
  dashboard?: string,
): void {
  const reference = outcome?.shots[0] && referenceOf(outcome.shots[0].answer);
  if (reference === undefined) return;
  print(` ${paint('bold', 'Look it up')}, as a colleague would to whom the reference was read:`);
  print();
  if (address !== undefined) print(`   npm run faultline -- show ${reference} --store ${address}`);
  if (dashboard !== undefined)
    print(`   ${paint('cyan', dashboard)} and type ${reference} into its first field`);
  print();
}

export function showUrls({ print, paint }: Terminal, shops: readonly Shop[]): void {
  const [first] = shops;
  const json = "-H 'content-type: application/json'";
  print(` ${paint('bold', 'The shops stay open.')} Try them, and see below what the log keeps; Ctrl-C ends.`);
  print();
  for (const { framework, url } of shops) print(`   ${framework.padEnd(9)} ${paint('cyan', url)}`);
  print();
  for (const rest of [
    '/throws/string',
    "/throws/frozen -H 'accept: text/html'",
    "/stock/axios -H 'accept: application/xml'",
    `/orders ${json} -d '{"sku":"assam","grams":-5}'`,
    '/prices.csv',
  ])
    print(`   curl -i ${first?.url}${rest}`);
  print();
}

export function followLog({ print, paint }: Terminal, log: Log): void {
  log.onEntry(({ framework, level, occurrence: { correlationId, status, code, error } }) => {
    const message = error.message === '' ? '' : `: ${error.message}`;
    print(` ${paint('dim', correlationId)} ${framework} ${level} ${status} ${code} ${error.name}${message}`);
  });
}
