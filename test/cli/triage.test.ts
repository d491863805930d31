/** `faultline resolve`, `mute`, `ignore`, `reopen` and `note`. */

import { userInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { faultline } from './command.ts';
import { NOW, REFERENCE, ioOf, shopStore } from './shop.ts';

const GROUP = '9f31c0de77aa0142';

describe('the state of a group', () => {
  it.each([
    ['resolve', 'resolved', 'It is open again when it recurs.'],
    ['mute', 'muted', 'It is counted and listed; alerts say nothing of it.'],
    ['ignore', 'ignored', 'It is counted; alerts say nothing of it, and lists leave it out.'],
  ])('faultline %s makes it %s', async (command, state, effect) => {
    const store = shopStore();
    const { code, stdout } = await faultline([command, GROUP, '--note', 'Because.'], ioOf(store));
    expect(code).toBe(0);
    expect(stdout).toBe(
      `${state}  ${GROUP}, was open, 13 occurrences\n` +
        `  TypeError: Cannot read properties of undefined (reading 'price')\n  ${effect}\n`,
    );
    expect(await store.group(GROUP)).toMatchObject({
      state,
      history: [{ at: NOW, by: 'ada', state }],
      notes: [{ at: NOW, by: 'ada', text: 'Because.' }],
    });
    const again = await faultline([command, GROUP], ioOf(store));
    expect(again.stdout).toContain(`${state}  ${GROUP}, 13 occurrences\n`);
    const reopened = await faultline(['reopen', GROUP], ioOf(store));
    expect(reopened.stdout).toContain(`open  ${GROUP}, was ${state}, 13 occurrences\n`);
    expect(await store.group(GROUP)).toMatchObject({ state: 'open' });
  });

  it('takes a reference, the release of the cure, and who does it', async () => {
    const store = shopStore();
    const argv = ['resolve', REFERENCE.toLowerCase(), '--release', '1.4.2', '--by', 'eve'];
    const { stdout } = await faultline(argv, ioOf(store));
    expect(stdout).toContain(
      'It is open again when it recurs in 1.4.2, or in a release that did not have it before.',
    );
    expect(await store.group(GROUP)).toMatchObject({
      state: 'resolved',
      history: [{ at: NOW, by: 'eve', state: 'resolved', release: '1.4.2' }],
    });
  });

  it('is by the login name where nothing else is said', async () => {
    const store = shopStore();
    const { userName: _userName, ...io } = ioOf(store);
    const { code } = await faultline(['mute', GROUP], io);
    expect(code).toBe(0);
    expect(await store.group(GROUP)).toMatchObject({ history: [{ by: userInfo().username }] });
  });

  it('notes', async () => {
    const store = shopStore();
    const { code, stdout } = await faultline(['note', GROUP, 'Waits for #812.'], ioOf(store));
    expect(code).toBe(0);
    expect(stdout).toBe(
      `noted  ${GROUP}, 13 occurrences\n  TypeError: Cannot read properties of undefined (reading 'price')\n`,
    );
    expect(await store.group(GROUP)).toMatchObject({
      state: 'open',
      notes: [{ at: NOW, by: 'ada', text: 'Waits for #812.' }],
    });
  });

  it('is printed as JSON', async () => {
    const { stdout } = await faultline(['mute', GROUP, '--json'], ioOf(shopStore()));
    expect(JSON.parse(stdout)).toMatchObject({ fingerprint: GROUP, state: 'muted' });
  });

  it('is as it was read where it was removed meanwhile', async () => {
    const store = { ...shopStore(), updateGroup: async () => undefined };
    const { code, stdout } = await faultline(['mute', GROUP], ioOf(store));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`open  ${GROUP}`) });
  });

  it.each([
    [
      '9f31',
      '"9f31" is neither a group of the store nor the reference of a failure in it; faultline groups lists',
    ],
    ['K7QF-2MXD-9TRC', 'a symbol was misread: ask for it again.'],
    ['__proto__', '"__proto__" is neither a group'],
    ['\u001b[2J', String.raw`"\u001b[2J" is neither a group`],
  ])('no group is called %j', async (target, message) => {
    const result = await faultline(['resolve', target], ioOf(shopStore()));
    expect(result).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
  });

  it('a reference may be known, and its group removed', async () => {
    const store = { ...shopStore(), group: async () => undefined };
    const result = await faultline(['mute', REFERENCE], ioOf(store));
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('faultline groups lists') });
  });

  const nobody = {
    userName: () => {
      throw new Error('uv_os_get_passwd returned ENOENT');
    },
  };

  it.each([
    [['mute'], {}, 'there is no GROUP; write faultline mute GROUP.'],
    [['mute', ' '], {}, 'there is no GROUP'],
    [['mute', 'a', 'b'], {}, '"b" is one argument too many; put quotes around what has spaces.'],
    [['note', 'a'], {}, 'there is no TEXT; write faultline note GROUP TEXT.'],
    [['note', 'a', ''], {}, 'the TEXT has 0 characters; give 1 to 4000.'],
    [
      ['mute', 'a', '--note', 'x'.repeat(4001)],
      {},
      `--note is "${'x'.repeat(40)}…"; give 1 to 4000 characters.`,
    ],
    [['resolve', 'a', '--release', ''], {}, '--release is ""; give 1 to 200 characters.'],
    [['mute', 'a', '--release', '1'], {}, 'faultline mute has no option --release'],
    [['mute', 'a', '--by', 'x'.repeat(201)], {}, 'give at most 200 characters.'],
    [['mute', 'a', '--by', ''], {}, 'your login name is not known; write --by with your name.'],
    [['mute', 'a'], nobody, 'your login name is not known'],
    [['mute', 'a'], { userName: () => '' }, 'your login name is not known'],
  ])('%j is refused with the cure', async (argv, more, message) => {
    const result = await faultline(argv, ioOf(shopStore(), more));
    expect(result).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
  });
});
