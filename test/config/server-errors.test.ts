/** `server_error.json` as the source document has it, and whatever else somebody may write there. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadServerErrors, readServerErrors } from '../../src/config/server-errors.ts';
import { takeSource } from '../../src/config/source.ts';
import { faultsOf, refusal, stepsUntilRefused } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(content: string): string {
  const file = join(folder, 'server_error.json');
  writeFileSync(file, content);
  return file;
}

/** The two samples of the document, byte for byte. */
const SAMPLE = `{
 "server_error": [
 {
 "error_code" : "500",
 "error_def" : "Internal Server Error",
 "msg_body" : "Contact Your Administrator"
 },
 {
 "error_code" : "503",
 "error_def" : "Service Unavailable",
 "msg_body" : "Service Temporarily Unavailable"
 }
 ]
}
`;
const EMPTY = '{\n "server_error": [\n ]\n}\n';

const entry = {
  error_code: '500',
  error_def: 'Internal Server Error',
  msg_body: 'Contact Your Administrator',
};

describe('server_error.json', () => {
  it('R2 R3 R9: the sample loads as it stands', () => {
    const file = written(SAMPLE);
    expect(loadServerErrors(file)).toEqual({
      file,
      warnings: [],
      errors: [
        {
          key: '500',
          title: 'Internal Server Error',
          message: 'Contact Your Administrator',
          phrase: 'Internal Server Error',
          pointer: '/server_error/0',
        },
        {
          key: '503',
          title: 'Service Unavailable',
          message: 'Service Temporarily Unavailable',
          phrase: 'Service Unavailable',
          pointer: '/server_error/1',
        },
      ],
    });
  });

  it.each([EMPTY, '{"server_error": []}'])('R7 D3: %j is valid, and translates nothing', (text) => {
    expect(loadServerErrors(written(text)).errors).toEqual([]);
  });

  it('R8 D3: a file that is missing refuses to start, with its path', () => {
    const file = join(folder, 'none', 'server_error.json');
    expect(refusal(() => loadServerErrors(file)).message).toBe(
      `${file}: does not exist (there is no ${file}); create it, or correct the path`,
    );
  });

  it('D3: a malformed file refuses to start, with its path and the position', () => {
    const file = written(SAMPLE.replace('"500",', '"500"'));
    expect(refusal(() => loadServerErrors(file)).message).toBe(
      `${file}: line 5, column 2 has "\\"" where "," or "}" should be; put a comma between values`,
    );
  });

  it.each([
    ['error_code', 'give a status from 400 to 599, "4xx" or "5xx"'],
    ['error_def', 'give all three: error_code, error_def, msg_body'],
    ['msg_body', 'give all three: error_code, error_def, msg_body'],
  ])('R4: an entry without %s is refused, named by entry and key', (name, cure) => {
    const partial: Record<string, string> = { ...entry };
    delete partial[name];
    const file = written(JSON.stringify({ server_error: [{ ...entry, error_code: '404' }, partial] }));
    expect(refusal(() => loadServerErrors(file)).message).toBe(
      `${file} /server_error/1: has no "${name}"; ${cure}`,
    );
  });

  it('D6: codes may be numbers and classes, in whatever case', () => {
    const codes = ['500', 404, '4xx', '5XX', 599];
    const { errors } = loadServerErrors({
      server_error: codes.map((code) => ({ ...entry, error_code: code })),
    });
    expect(errors.map(({ key }) => key)).toEqual(['500', '404', '4xx', '5xx', '599']);
  });

  it('D6: a code that is given twice is refused, however it is written', () => {
    const codes = ['500', 500, '5xx', '5XX'];
    const server_error = codes.map((code) => ({ ...entry, error_code: code }));
    expect(faultsOf(() => loadServerErrors({ server_error }))).toEqual([
      {
        pointer: '/server_error/1/error_code',
        problem: 'is "500", as in /server_error/0',
        cure: 'keep one of the two',
      },
      {
        pointer: '/server_error/3/error_code',
        problem: 'is "5xx", as in /server_error/2',
        cure: 'keep one of the two',
      },
    ]);
  });

  it('D1: a phrase that is not that of its status is told, and kept', () => {
    const { errors, warnings } = loadServerErrors({
      server_error: [
        { ...entry, error_code: '405', error_def: 'Unauthorized' },
        { ...entry, error_code: '5xx', error_def: 'Whatever' },
      ],
    });
    expect(errors.map(({ title, phrase }) => [title, phrase])).toEqual([
      ['Unauthorized', 'Unauthorized'],
      ['Whatever', 'Whatever'],
    ]);
    expect(warnings).toEqual([
      'serverErrors /server_error/0/error_def: is "Unauthorized"; 405 is "Method Not Allowed" by the standard',
    ]);
  });

  it('D4: line breaks and controls are stripped from the phrase; what no status line can have is no phrase', () => {
    const file = written(
      JSON.stringify({
        server_error: [
          { ...entry, error_def: ' Internal\r\nServer\u0000\u2028Error\n' },
          { ...entry, error_code: '503', error_def: 'Nicht verfügbar', msg_body: 'Zwei\nZeilen' },
        ],
      }),
    );
    const { errors, warnings } = loadServerErrors(file);
    expect(errors).toMatchObject([
      { title: 'Internal Server Error', phrase: 'Internal Server Error' },
      { title: 'Nicht verfügbar', phrase: undefined, message: 'Zwei\nZeilen' },
    ]);
    expect(warnings).toEqual([
      `${file} /server_error/0/error_def: has line breaks or controls, which are left out; write it on one line`,
      `${file} /server_error/1/error_def: is "Nicht verfügbar"; 503 is "Service Unavailable" by the standard`,
    ]);
  });

  it.each<readonly [unknown, string, string, string]>([
    [[], '', 'is an array', 'give { "server_error": [] }'],
    [{}, '', 'has no "server_error"', 'give { "server_error": [] }'],
    [{ server_error: [], a: 1 }, '/a', 'is unknown here', 'use server_error'],
    [{ server_error: {} }, '/server_error', 'is an object', 'give an array'],
    [
      { server_error: [500] },
      '/server_error/0',
      'is 500',
      'give an object with error_code, error_def, msg_body',
    ],
    [one({ error_code: 302 }), '/server_error/0/error_code', 'is 302', 'give a status from 400'],
    [one({ error_code: '600' }), '/server_error/0/error_code', 'is "600"', 'give a status from 400'],
    [one({ error_code: 500.5 }), '/server_error/0/error_code', 'is 500.5', 'give a status from 400'],
    [one({ error_def: '' }), '/server_error/0/error_def', 'is ""', 'give a text that is not empty'],
    [one({ msg_body: ' \r\n' }), '/server_error/0/msg_body', 'is " \\r\\n"', 'give a text that is not empty'],
    [one({ msg_body: null }), '/server_error/0/msg_body', 'is null', 'give a text that is not empty'],
    [
      one({ error_def: 'x'.repeat(201) }),
      '/server_error/0/error_def',
      'has 201 characters',
      'give a text of at most 200 characters',
    ],
    [
      one({ msg_body: 'x'.repeat(4097) }),
      '/server_error/0/msg_body',
      'has 4097 characters',
      'give a text of at most 4096 characters',
    ],
    [one({ msgbody: 'x' }), '/server_error/0/msgbody', 'is unknown here', 'did you mean "msg_body"?'],
  ])('%j is refused', (source, pointer, problem, cure) => {
    const faults = faultsOf(() => loadServerErrors(source as object));
    expect(faults).toEqual([{ pointer, problem, cure: expect.stringMatching(startOf(cure)) as string }]);
  });

  it('R5 D4: texts may be as long as answers have room for', () => {
    const { errors } = loadServerErrors(one({ error_def: 'x'.repeat(200), msg_body: 'y'.repeat(4096) }));
    expect(errors).toMatchObject([{ phrase: 'x'.repeat(200), message: 'y'.repeat(4096) }]);
  });

  it('R85 thousands of entries, or of names in one, are looked at in steps', () => {
    const server_error = Array.from({ length: 3000 }, (_, index) => ({ ...entry, error_code: index }));
    const unknown = Object.fromEntries(server_error.map((_, index) => [`m${index}`, 1]));
    expect(stepsUntilRefused(readServerErrors(takeSource({ server_error }, 's')))).toBeGreaterThan(3000);
    const many = takeSource(one(unknown), 's');
    expect(stepsUntilRefused(readServerErrors(many))).toBeGreaterThan(3000);
  });

  it('a member that is named as nothing else is told once', () => {
    const file = written(SAMPLE.replace('"error_def" :', '"__proto__": 1, "error_def" :'));
    expect(faultsOf(() => loadServerErrors(file))).toHaveLength(1);
  });

  it('the sample is that of the document, where the document is at hand', ({ skip }) => {
    const documents = '../shared/sources';
    let name: string | undefined;
    try {
      name = readdirSync(documents).find((file) => file.startsWith('000_'));
    } catch {
      skip();
    }
    const document = readFileSync(join(documents, name!), 'utf8');
    const blocks = [...document.matchAll(/```json\n([^]*?)```/g)].map(([, block]) => block);
    expect(blocks).toEqual([SAMPLE, EMPTY]);
  });
});

function one(other: object): object {
  return { server_error: [{ ...entry, ...other }] };
}

function startOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[^\w ]/g, '\\$&')}`);
}
