/** The samples of the document, run on the store of the tests. */

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commandsOf } from '../docs/samples.ts';
import { run } from '../../src/cli/run.ts';
import { file } from './command.ts';
import { REFERENCE, ioOf, shopStore } from './shop.ts';

const DOCUMENT = 'docs/cli.md';
const SECRET = 'a secret of more than thirty-two characters';

it.each(commandsOf(DOCUMENT))('$title prints what is shown', async ({ config, argv, printed }) => {
  const path = file('faultline.json', config);
  let output = '';
  const out = { write: (text: string) => (output += text) };
  const io = ioOf(shopStore(), { columns: 80, env: { FAULTLINE_DETAIL_SECRET: SECRET } });
  await run(
    argv.map((word) => (word === 'faultline.json' ? path : word)),
    { ...io, env: io.env ?? {}, stdout: out, stderr: out, isTTY: false },
  );
  const [, fresh = REFERENCE] = /x-request-id: (\S+)/.exec(output) ?? [];
  const shown = output
    .replaceAll(path, 'faultline.json')
    .replaceAll(fresh, REFERENCE)
    .split('\n')
    .map((line) => line.trimEnd());
  expect(shown.join('\n').trimEnd()).toBe(printed);
});

it('the document tells of every command', async () => {
  let help = '';
  await run(['help'], {
    stdout: { write: (text) => (help += text) },
    stderr: { write() {} },
    env: {},
    isTTY: false,
  });
  const document = readFileSync(DOCUMENT, 'utf8');
  const names = [...help.matchAll(/^ {2}([a-z]+) {2}/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(document).toContain(`\`${name}\``);
});
