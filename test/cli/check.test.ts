/** `faultline check`. */

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/config/analysis/check.ts';
import { faultline, file } from './command.ts';

const warned = file('warned.json', {
  platform: {
    rules: [
      { order: 1, name: 'all', body: {} },
      { order: 2, name: 'mobile', when: { header: { 'X-Client': 'mobile' }, ip: '10.0.0.7' }, body: {} },
    ],
  },
  groups: [{ id: 'unused', name: 'Unused' }],
});
const broken = file('broken.json', { platform: { eror: {}, rules: [{ order: 'x', name: 'y', body: 1 }] } });
const mapped = file('server_error.json', {
  server_error: [{ error_code: '405', error_def: 'Unauthorized', msg_body: 'No.' }],
});
const malformed = file('malformed.json', '{ "server_error": [');
const good = file('good.json', {
  platform: { errors: { '404': { message: 'No ${REGION}.' } } },
  env: ['REGION'],
});

describe('faultline check', () => {
  it('says that a good file is good', async () => {
    const { code, stdout, stderr } = await faultline(['check', good], { env: { REGION: 'eu' } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`ok  ${good}: no errors, no warnings\n`);
  });

  it.each(readdirSync('examples/policy').filter((name) => name.endsWith('.json')))(
    'R79 R80 R81 R82 R83 accepts examples/policy/%s',
    async (name) => {
      const { code, stdout } = await faultline(['check', `examples/policy/${name}`, '--strict']);
      expect(stdout).toMatch(/^ok {2}/);
      expect(code).toBe(0);
    },
  );

  it('tells all errors of all files at once, with their lines', async () => {
    const { code, stdout } = await faultline(['check', broken, '--server-errors', malformed]);
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        `error    ${malformed}:1`,
        '         line 1, column 20 has its end where a value should be; complete it',
        '',
        `error    ${broken}:3 /platform/eror`,
        '         is unknown here; did you mean "errors"?',
        '',
        `error    ${broken}:6 /platform/rules/0/order`,
        '         is "x"; give a number',
        '',
        '3 errors',
        '',
      ].join('\n'),
    );
  });

  it('R87 D29 tells what never answers, with a witness; only --strict makes an error of it', async () => {
    const { code, stdout } = await faultline(['check', warned]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        `warning  ${warned}:9 /platform/rules/1`,
        '         the rule "mobile" never answers: /platform/rules/0 is asked first, and has no condition; remove one of the two',
        '         e.g. GET / with x-client: mobile from 10.0.0.7, failing with SOME_ERROR 500 (SomeException), is answered by /platform/rules/0',
        '',
        `warning  ${warned}:23 /groups/0`,
        '         no api is in this group; name it as the "group" of one, or remove it',
        '',
        '2 warnings',
        '',
      ].join('\n'),
    );
    expect((await faultline(['check', warned, '--strict'])).code).toBe(2);
  });

  it('breaks lines in a terminal', async () => {
    const { stdout } = await faultline(['check', warned], { columns: 70, isTTY: true });
    expect(stdout).toContain(
      '\n         the rule "mobile" never answers: /platform/rules/0 is asked\n         first, and',
    );
    expect(stdout).toContain('\u001b[33mwarning\u001b[39m');
  });

  it('D1 checks server_error.json alone, and with a configuration', async () => {
    const { code, stdout } = await faultline(['check', '--server-errors', mapped, '--strict']);
    expect(code).toBe(2);
    expect(stdout).toContain(`warning  ${mapped}:5 /server_error/0/error_def\n`);
    expect(stdout).toContain('is "Unauthorized"; 405 is "Method Not Allowed" by the standard');
    expect(stdout).toContain('1 warning\n');
    const both = await faultline(['check', good, '--server-errors', mapped], { env: { REGION: 'eu' } });
    expect(both.stdout).toBe(stdout);
  });

  it('D28 a request outside of all apis is answered by the default format', async () => {
    const path = file('outside.json', {
      apis: [{ id: 'a', name: 'A', match: ['/a'], routes: [{ path: '/b' }] }],
    });
    expect((await faultline(['check', path])).stdout).toContain('is answered by the default format\n');
  });

  it('names both files that are good', async () => {
    const empty = file('empty.json', { server_error: [] });
    const { stdout } = await faultline(['check', good, '--server-errors', empty], { env: { REGION: 'eu' } });
    expect(stdout).toBe(`ok  ${good} and ${empty}: no errors, no warnings\n`);
  });

  it('tells a variable that is not set, and what to do about it', async () => {
    const { code, stdout } = await faultline(['check', good, '--strict']);
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^warning {2}\S+good\.json:\d+ \/env\/0\n {9}REGION is not set; set it, or remove it from "env"\n\n1 warning\n$/,
    );
  });

  it('tells faults of every kind in both files at once', async () => {
    const config = file('kinds.json', {
      platform: { eror: {}, errors: { A: { message: '#{nope}' } } },
      apis: [{ id: 'a', match: ['/{'], group: 'g' }],
    });
    const errors = file('kinds-mapped.json', { server_error: [{ error_code: 200 }] });
    const { stdout } = await faultline(['check', config, '--server-errors', errors, '--json']);
    const told = (JSON.parse(stdout) as { errors: { file: string; pointer: string }[] }).errors;
    expect(told.map(({ file: where, pointer }) => [where, pointer])).toEqual([
      [errors, '/server_error/0'],
      [errors, '/server_error/0'],
      [errors, '/server_error/0/error_code'],
      [config, '/platform/eror'],
      [config, '/platform/errors/A/message'],
      [config, '/apis/0'],
      [config, '/apis/0/match/0'],
      [config, '/apis/0/group'],
    ]);
  });

  it('prints the same as JSON', async () => {
    const errors = JSON.parse((await faultline(['check', broken, '--json'])).stdout) as unknown;
    expect(errors).toEqual({
      errors: [
        {
          file: broken,
          pointer: '/platform/eror',
          problem: 'is unknown here',
          cure: 'did you mean "errors"?',
          line: 3,
        },
        {
          file: broken,
          pointer: '/platform/rules/0/order',
          problem: 'is "x"',
          cure: 'give a number',
          line: 6,
        },
      ],
      warnings: [],
    });
    const { code, stdout } = await faultline(['check', warned, '--json', '--strict']);
    expect(code).toBe(2);
    const { warnings } = JSON.parse(stdout) as { readonly warnings: readonly object[] };
    expect(warnings[0]).toEqual({
      file: warned,
      line: 9,
      pointer: '/platform/rules/1',
      message:
        'the rule "mobile" never answers: /platform/rules/0 is asked first, and has no condition; remove one of the two',
      witness: {
        method: 'GET',
        path: '/',
        headers: { 'x-client': 'mobile' },
        remoteAddress: '10.0.0.7',
        error: { code: 'SOME_ERROR', name: 'SomeException', status: 500 },
        answeredBy: '/platform/rules/0',
      },
    });
  });

  it('a file that is not there is an error like others', async () => {
    const { code, stdout } = await faultline(['check', 'no/such/file.json']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^error {4}no\/such\/file\.json\n +does not exist .*\n\n1 error\n$/);
  });

  it('names in the file cannot command the terminal', async () => {
    const path = file(
      'hostile.json',
      String.raw`{ "platform": { "rules": [
      { "order": 1, "name": "a", "body": {} },
      { "order": 2, "name": "\u001b[2J\u202e\r\n", "body": {} } ], "\u009b1m": {} } }`,
    );
    const refused = await faultline(['check', path]);
    expect(refused.stdout).toContain(String.raw`/platform/\u009b1m`);
    const text = String.raw`{ "platform": { "rules": [
      { "order": 1, "name": "a", "body": {} },
      { "order": 2, "name": "\u001b[2J\u202e\r\n", "body": {} } ] } }`;
    const told = await faultline(['check', file('hostile.json', text)]);
    expect(told.stdout).toContain('never answers');
    expect(`${refused.stdout}${told.stdout}`).not.toMatch(/[^\n -~]/);
  });

  it('what hinders checking at all is no error of the file', () => {
    const getBuiltinModule = process.getBuiltinModule;
    try {
      Object.assign(process, { getBuiltinModule: undefined });
      expect(() => checkFiles({ config: good, serverErrors: undefined }, {})).toThrow('cannot read the file');
    } finally {
      Object.assign(process, { getBuiltinModule });
    }
  });
});
