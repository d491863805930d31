import { describe, expect, it } from 'vitest';
import { checkRedactOptions, createRedactor, type RedactOptions } from '../../src/redact/index.ts';
import { P, S, W } from './samples.ts';

describe('the options of redaction', () => {
  it.each<[unknown, string]>([
    [null, 'Option "redact" of createFaultline is null; give false or an object.'],
    [true, 'Option "redact" of createFaultline is true; give false or an object.'],
    [['password'], 'Option "redact" of createFaultline is an array; give false or an object.'],
    [
      { keys: 'password' },
      'Option "redact.keys" of createFaultline is "password"; give an array of names, each with two letters or more.',
    ],
    [
      { keys: [1] },
      'Option "redact.keys" of createFaultline is an array; give an array of names, each with two letters or more.',
    ],
    [
      { keys: ['-'] },
      'Option "redact.keys" of createFaultline is an array; give an array of names, each with two letters or more.',
    ],
    [
      { allow: 'token' },
      'Option "redact.allow" of createFaultline is "token"; give an array of names, or arrays of names by route.',
    ],
    [
      { allow: { '/x': 'token' } },
      'Option "redact.allow" of createFaultline is an object; give an array of names, or arrays of names by route.',
    ],
    [{ hook: 'x' }, 'Option "redact.hook" of createFaultline is "x"; give a function that returns a string.'],
  ])('refuse %j', (value, message) => {
    expect(() => checkRedactOptions(value)).toThrow(
      expect.objectContaining({ code: 'FLT_OPTION_INVALID', message }),
    );
  });

  it('R32 refuse members that are inherited, which would be left out in silence', () => {
    const inheriting = Object.create({ keys: ['favColour'] }) as object;
    expect(() => checkRedactOptions(inheriting)).toThrow(
      'Option "redact" of createFaultline is an object; give an object that has its members itself.',
    );
  });

  it('refuse what they do not know', () => {
    expect(() => checkRedactOptions({ paths: [] })).toThrow(
      expect.objectContaining({
        code: 'FLT_OPTION_UNKNOWN',
        message: 'createFaultline has no option "redact.paths"; use one of keys, allow, hook',
      }),
    );
  });

  it.each<[unknown]>([
    [undefined],
    [false],
    [{}],
    [{ keys: ['xx'], allow: ['yy'], hook: String }],
    [{ allow: { '*': ['yy'] }, keys: undefined }],
  ])('accept %j', (value) => {
    expect(() => checkRedactOptions(value)).not.toThrow();
  });
});

const shown = (options: RedactOptions | false, text: string, route?: string): string =>
  createRedactor(options).on(route).text(text);

describe('R38 names that users add', () => {
  const options = {
    keys: ['mothersMaidenName', 'home_address', 'account-number', 'Kubeconfig', 'IBANs', 'Ж'],
  };

  it.each([
    [`{"mothersMaidenName": "${W}"}`],
    [`mothers_maiden_name=${W}`],
    [`{"user": {"billing-home-address": "1 ${W}"}}`],
    [`UPDATE users SET account_number = '${W}'`],
    [`<req><account_number>${W}</account_number></req>`],
    [`cannot log in with kubeconfig "${W}"`],
    [`kubeconfig: ${W}`],
    [`user.accountNumber=${W}`],
    [`ibans=${W}`],
  ])('hide %s', (text) => {
    expect(shown(options, text)).not.toContain(W);
    expect(shown({}, text)).toContain(W);
  });
});

it('a name without letters is no name', () => {
  expect(shown({ keys: ['--'] }, `note=${W}`)).toContain(W);
});

describe('D10 names that users allow', () => {
  const byRoute = { allow: { '/cart': ['token'], '*': ['sessionId', 'connect.sid'] } };

  it.each<[RedactOptions | false, string | undefined, string, boolean]>([
    [{ allow: ['token'] }, undefined, `token=${S}`, true],
    [{ allow: ['token'] }, undefined, `authToken=${S}`, false],
    [{ allow: ['auth-token'] }, undefined, `authToken=${S}`, true],
    [byRoute, '/cart', `token=${S}`, true],
    [byRoute, '/other', `token=${S}`, false],
    [byRoute, undefined, `token=${S}`, false],
    [byRoute, '/cart', `session_id=${S}`, true],
    [byRoute, '/other', `session_id=${S}`, true],
    [byRoute, '/cart', `connect.sid=${S}`, true],
    [{ allow: { '/cart': ['token'] } }, '/cart', `token=${S}`, true],
    [false, '/cart', `password=${P}`, true],
  ])('%j on %s: %s', (options, route, text, isShown) => {
    expect(shown(options, text, route).includes(S) || shown(options, text, route).includes(P)).toBe(isShown);
  });

  it('do not show what is a secret by its shape', () => {
    expect(shown({ allow: ['card'] }, 'card=4111111111111111')).toBe('card=[card ending in 1111]');
  });
});

describe('a hook', () => {
  it('has the last word, and never sees what was hidden', () => {
    const seen: unknown[] = [];
    const hook: RedactOptions['hook'] = (text, context) => {
      seen.push([text, context]);
      return text.replace('Jane', '[name]');
    };
    const { text } = createRedactor({ hook }).on('/orders/:id');
    expect(text(`Jane has password=${P}`, 'note')).toBe('[name] has password=[redacted]');
    expect(createRedactor({ hook }).on().text('Jane')).toBe('[name]');
    expect(seen).toEqual([
      ['Jane has password=[redacted]', { key: 'note', route: '/orders/:id' }],
      ['Jane', {}],
    ]);
  });

  it.each<[string, RedactOptions['hook']]>([
    [
      'throws',
      () => {
        throw new Error('x');
      },
    ],
    ['gives no string', () => undefined as never],
  ])('that %s hides the text', (_what, hook) => {
    expect(shown({ hook: hook! }, 'Jane')).toBe('[redacted]');
  });
});

describe('redaction that is switched off', () => {
  it('leaves members alone', () => {
    expect(createRedactor(false).on().member('password', { password: 'x' })).toBeUndefined();
  });
});
