/** The parts that pages are put together from. */

import { describe, expect, it, vi } from 'vitest';
import { FaultlineError } from 'faultline';
import { admit, kindOf } from '../../src/dashboard/admission.ts';
import { ask, shown, statusOf } from '../../src/dashboard/ask.ts';
import { groupPath, idIn, linksBelow, segmentOf } from '../../src/dashboard/links.ts';
import { html } from '../../src/dashboard/markup.ts';
import { placeBelow, placeOf } from '../../src/dashboard/place.ts';
import { isSameOrigin } from '../../src/dashboard/same-origin.ts';
import { createSigner } from '../../src/dashboard/signature.ts';
import { ageOf, ago, inputTimeOf, timeIn, utcOf, when } from '../../src/dashboard/time.ts';
import { warn } from '../../src/dashboard/warn.ts';
import { filtersIn } from '../../src/dashboard/view/filters.ts';
import { framesIn } from '../../src/dashboard/view/frames.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { boardOf, rawOf } from './visits.ts';

const NOW = Date.UTC(2026, 10, 21, 16, 29, 41, 500);

describe('times', () => {
  it.each([
    [0, 'just now'],
    [999, 'just now'],
    [1000, '1 s ago'],
    [59_999, '59 s ago'],
    [60_000, '1 min ago'],
    [3_599_999, '59 min ago'],
    [3_600_000, '1 h ago'],
    [172_799_999, '47 h ago'],
    [172_800_000, '2 d ago'],
    [-2500, 'in 2 s'],
    [Infinity, 'Infinity d ago'],
  ])('%d ms are %s', (distance, expected) => {
    expect(ageOf(NOW - distance, NOW)).toBe(expected);
  });

  it('are in UTC, whatever the machine says', () => {
    expect(utcOf(NOW)).toBe('2026-11-21 16:29:41 UTC');
    expect(ago(NOW - 1000, NOW).text).toBe(
      '<time datetime="2026-11-21T16:29:40.500Z" title="2026-11-21 16:29:40 UTC">1 s ago</time>',
    );
    expect(when(NOW, NOW).text).toContain('2026-11-21 16:29:41 UTC</time>');
    expect(inputTimeOf(NOW)).toBe('2026-11-21T16:29');
    expect(inputTimeOf(undefined)).toBe('');
  });

  it.each([NaN, Infinity, 8.64e15 + 1])('%d is no time, and no failure', (at) => {
    expect(utcOf(at)).toBe('at no time');
    expect(inputTimeOf(at)).toBe('');
    expect(ago(at, NOW).text).toContain('datetime=""');
  });

  it.each([
    ['2026-11-21', Date.UTC(2026, 10, 21)],
    ['2026-11-21T16:29', Date.UTC(2026, 10, 21, 16, 29)],
    ['2026-11-21T16:29:41.5', NOW],
    ['2026-11-21T16:29:41.500Z', NOW],
    ['2026-11-21T17:29:41.500+01:00', NOW],
    ['2026-13-01', undefined],
    ['2026-11-21T25:00', undefined],
    ['2026-13-01T00:00Z', undefined],
    ['yesterday', undefined],
    ['1', undefined],
    ['+275760-09-13T00:00:00Z', undefined],
  ])('reads %s', (text, expected) => {
    expect(timeIn(text)).toBe(expected);
  });
});

describe('links', () => {
  it.each(['7d1f', 'c:3.x-_', '.', '..', '...', '__proto__', 'constructor', 'K7QF-2MXD-9TRB'])(
    'R44 lead to %s and back',
    (id) => {
      const path = new URL(groupPath(id), 'http://shop.example').pathname;
      expect(idIn(path.slice('/groups/'.length))).toBe(id);
    },
  );

  it.each(['', '.', '..', '%2e%2e', '%2E', 'a%2fb', '%', '%ff', '%c0%ae'])(
    'have no segment %j',
    (segment) => {
      expect(idIn(segment)).toBeUndefined();
    },
  );

  it('leave out what is empty, and hold what is hostile', () => {
    const { to } = linksBelow('/errors');
    expect(to('/groups', { text: '', api: undefined, status: 500 })).toBe('/errors/groups?status=500');
    expect(to('/groups', { text: '"><b>&a=b#\ud800' })).toBe(
      '/errors/groups?text=%22%3E%3Cb%3E%26a%3Db%23%EF%BF%BD',
    );
    expect(segmentOf('a/\ud800?')).toBe('a%2F%EF%BF%BD%3F');
  });
});

describe('where it is mounted', () => {
  it.each([
    // What was received, what the framework left of it, option `path`, base, path.
    ['/', '/', undefined, '', '/'],
    ['/groups?a=b', '/groups?a=b', undefined, '', '/groups'],
    ['/errors', '/', undefined, '/errors', '/'],
    ['/errors/', '/', undefined, '/errors', '/'],
    ['/errors?x', '/?x', undefined, '/errors', '/'],
    ['/errors/groups', '/groups', undefined, '/errors', '/groups'],
    ['/acme/errors/groups', '/groups', undefined, '/acme/errors', '/groups'],
    ['/errors/groups', '/groups', '/ops/errors', '/ops/errors', '/groups'],
    ['/errors', '/errors', '/errors', '/errors', '/'],
    ['/errors/groups', '/errors/groups', '/errors', '/errors', '/groups'],
    ['/groups', '/groups', '', '', '/groups'],
    ['http://evil.example/errors/groups', '/groups', undefined, '/errors', '/groups'],
    ['/app/errors', '/errors', '/app/errors', '/app/errors', '/'],
    ['/app/errors/groups', '/errors/groups', '/app/errors', '/app/errors', '/groups'],
    // From which links would lead to another host.
    ['//evil.example/groups', '/groups', undefined, '', '//'],
    ['/\\evil.example/groups', '/groups', undefined, '', '//'],
    // Rewritten by the application.
    ['/old', '/groups', undefined, '', '/groups'],
  ])('%s, %s and %s', (original, url, path, base, expected) => {
    expect(placeOf(original, url, path)).toMatchObject({ base, path: expected });
  });

  it('R44 is where koa-mount leaves no slash', () => {
    const groups = { base: '/errors', path: '/groups', query: 'a=1' };
    expect(placeOf('/errors/groups?a=1', 'groups?a=1', undefined)).toEqual(groups);
  });

  it.each(['/', '/other', '/errorsome', '/other/errors'])('is not at %s', (url) => {
    expect(placeOf(url, url, '/errors')).toBeUndefined();
  });

  it.each(['/app', '/app/', '/app/orders', '/app/errorsome'])(
    'R44 is not at %s of an application mounted at /app that it is below a path of',
    (original) => {
      expect(placeOf(original, original.slice(4) || '/', '/app/errors')).toBeUndefined();
    },
  );

  it.each([
    ['/errors', '/errors', undefined, '/errors', '/'],
    ['/errors', '/errors/', undefined, '/errors', '/'],
    ['/errors', '/errors/groups/a?x=1', undefined, '/errors', '/groups/a'],
    ['/:tenant/errors', '/acme/errors/groups', undefined, '/acme/errors', '/groups'],
    ['/errors', '/errors/groups', '/ops', '/ops', '/groups'],
    ['', '/groups', undefined, '', '/groups'],
    ['/errors', '//errors/groups', undefined, '', '//'],
    ['/errors/', '/errors/groups/a', undefined, '/errors', '/groups/a'],
    ['/errors/', '/errors/', undefined, '/errors', '/'],
    ['/', '/groups', undefined, '', '/groups'],
  ])('below the prefix %s, %s', (prefix, url, path, base, expected) => {
    expect(placeBelow(prefix, url, path)).toMatchObject({ base, path: expected });
  });
});

describe('the signature of forms', () => {
  const purpose = { user: 'Ada', path: '/groups/a' };
  const DAY = 86_400_000;

  it('R44 holds for one person, one path, and until the end of the next day', async () => {
    const signer = createSigner(undefined);
    const token = await signer.sign(purpose, NOW);
    expect(await signer.isSigned(token, purpose, NOW)).toBe(true);
    expect(await signer.isSigned(token, purpose, NOW + DAY)).toBe(true);
    expect(await signer.isSigned(token, purpose, NOW + 2 * DAY)).toBe(false);
    expect(await signer.isSigned(token, purpose, NOW - DAY)).toBe(false);
    expect(await signer.isSigned(token, { ...purpose, user: 'Eve' }, NOW)).toBe(false);
    expect(await signer.isSigned(token, { ...purpose, user: undefined }, NOW)).toBe(false);
    expect(await signer.isSigned(token, { ...purpose, path: '/groups/b' }, NOW)).toBe(false);
    expect(await createSigner(undefined).isSigned(token, purpose, NOW)).toBe(false);
  });

  it('holds on every host that has the secret', async () => {
    const secret = 'a secret of thirty-two characters';
    const token = await createSigner(secret).sign(purpose, NOW);
    expect(await createSigner(secret).isSigned(token, purpose, NOW)).toBe(true);
    expect(await createSigner(`${secret}!`).isSigned(token, purpose, NOW)).toBe(false);
  });

  it.each(['', 'a', '0'.repeat(63), '0'.repeat(64), '0'.repeat(65), 'Z'.repeat(64), 'é'.repeat(64)])(
    'is not %j',
    async (token) => {
      expect(await createSigner(undefined).isSigned(token, purpose, NOW)).toBe(false);
    },
  );
});

describe('the same origin', () => {
  const host = 'shop.example:8080';
  it.each([
    [{ host, 'sec-fetch-site': 'same-origin' }, true],
    [{ host, 'sec-fetch-site': 'same-origin', origin: 'null' }, true],
    [{ host, 'sec-fetch-site': 'cross-site' }, false],
    [{ host, 'sec-fetch-site': 'same-site' }, false],
    [{ host, 'sec-fetch-site': 'none' }, false],
    [{ host, 'sec-fetch-site': '' }, false],
    [{ host }, true],
    [{ host, origin: 'null' }, true],
    [{ host, origin: 'http://shop.example:8080' }, true],
    [{ host, origin: 'https://SHOP.example:8080' }, true],
    [{ ':authority': host, origin: 'https://shop.example:8080' }, true],
    [{ host, origin: 'http://shop.example' }, false],
    [{ host, origin: 'http://evil.example' }, false],
    [{ host, origin: 'http://shop.example:8080@evil.example' }, false],
    [{ host, origin: 'shop.example:8080' }, false],
    [{ host, origin: '' }, false],
    [{ origin: 'http://evil.example' }, false],
    [{ ':authority': [host], origin: 'garbage' }, false],
  ])('%j: %s', (headers, expected) => {
    expect(isSameOrigin(headers as never)).toBe(expected);
  });
});

describe('a question to the store', () => {
  it('is answered', async () => {
    const asked = await ask(async () => 7);
    expect(asked).toEqual({ isAnswered: true, value: 7 });
    expect(shown(asked, (value) => html`${value}`).text).toBe('7');
  });

  it.each([
    ['rejects', async () => Promise.reject(new Error('password=hunter2')), 'The store failed.', false],
    [
      'throws',
      () => {
        throw new TypeError('password=hunter2');
      },
      'The store failed.',
      false,
    ],
    [
      'is unavailable',
      failing('FLT_STORE_UNAVAILABLE', 'The store is closed.'),
      'The store is closed.',
      false,
    ],
    ['is asked wrongly', failing('FLT_QUERY_INVALID', 'query.cursor is "a".'), 'query.cursor is "a".', true],
  ])('that %s is a note', async (_what, question, message, isInvalid) => {
    const asked = await ask(question as () => Promise<number>);
    expect(asked).toEqual({ isAnswered: false, problem: { message, isInvalid } });
    expect(shown(asked, () => html`never`).text).toContain(message.replaceAll('"', '&quot;'));
    expect(statusOf(asked)).toBe(isInvalid ? 400 : 503);
  });

  it('is given up when it takes too long', async () => {
    const asked = await ask(() => new Promise<number>(() => undefined), 10);
    expect(asked).toMatchObject({
      isAnswered: false,
      problem: { message: expect.stringContaining('longer') },
    });
  });
});

function failing(code: 'FLT_QUERY_INVALID' | 'FLT_STORE_UNAVAILABLE', message: string): () => Promise<never> {
  return () => Promise.reject(new FaultlineError(code, message));
}

function selfThrowing(): Error {
  const error = new Error('x');
  const get = (): never => {
    throw error;
  };
  return Object.defineProperty(error, 'constructor', { get });
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('admission', () => {
  const request = { raw: rawOf('GET'), context: {} };
  const admitBy = (authorize: unknown): ReturnType<typeof admit> =>
    admit({ authorize } as never, request, 20);

  it.each([
    ['true', true, { isAdmitted: true }],
    ['a promise of true', Promise.resolve(true), { isAdmitted: true }],
    ['a name', { name: ' Ada ' }, { isAdmitted: true, user: 'Ada' }],
    ['a long name', { name: 'x'.repeat(300) }, { isAdmitted: true, user: 'x'.repeat(200) }],
    ['half a character', { name: 'Ada\ud800' }, { isAdmitted: true, user: 'Ada\ufffd' }],
    ['false', false, { isAdmitted: false }],
    ['nothing', undefined, { isAdmitted: false }],
    ['null', null, { isAdmitted: false }],
    ['1', 1, { isAdmitted: false }],
    ['"true"', 'true', { isAdmitted: false }],
    ['a user without a name', { id: 7 }, { isAdmitted: false }],
    ['an empty name', { name: '  ' }, { isAdmitted: false }],
    ['a name that is none', { name: 7 }, { isAdmitted: false }],
    [
      'a rejection',
      { then: (_: unknown, reject: (error: Error) => void) => reject(new Error('no')) },
      { isAdmitted: false },
    ],
    ['what never comes', new Promise(() => undefined), { isAdmitted: false }],
  ])('R44 by %s', async (_what, result, expected) => {
    expect(await admitBy(() => result)).toEqual(expected);
  });

  it('R44 is refused by what throws', async () => {
    const thrown = Object.defineProperty(new Error('x'), 'constructor', { value: undefined });
    for (const value of [new TypeError('x'), 'text', undefined, thrown]) {
      const authorize = (): never => {
        throw value;
      };
      expect(await admitBy(authorize)).toEqual({ isAdmitted: false });
    }
    expect(kindOf(new TypeError('x'))).toBe('TypeError');
    expect(kindOf(thrown)).toBe('an Error');
  });

  it.each([
    ['an error that throws itself', selfThrowing()],
    ['a proxy that is none any more', revoked()],
  ])('R44 lets nobody in where authorize throws %s, and no page rejects', async (_what, thrown) => {
    const authorize = (): never => {
      throw thrown;
    };
    expect(await admitBy(authorize)).toEqual({ isAdmitted: false });
    const { status } = await boardOf(memoryStore(), { authorize }).visit('/');
    expect(status).toBe(403);
  });
});

describe('warnings', () => {
  it('are told once each, and never too many', () => {
    const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    warn('twice');
    warn('twice');
    expect(emit.mock.calls.filter(([text]) => String(text).includes('twice'))).toHaveLength(1);
    for (let index = 0; index < 200; index++) warn(`number ${index}`);
    expect(emit.mock.calls.length).toBeLessThanOrEqual(100);
    emit.mockRestore();
  });
});

describe('filters', () => {
  it('are read, and what cannot be is told', () => {
    const filters = filtersIn(
      new URLSearchParams({
        status: '700',
        from: 'soon',
        text: 'x'.repeat(201),
        sort: 'up',
        api: ' shop ',
        code: ' ',
      }),
    );
    expect(filters.status('status')).toBeUndefined();
    expect(filters.time('from')).toBeUndefined();
    expect(filters.text('text', 200)).toBeUndefined();
    expect(filters.choice('sort', ['count'])).toBeUndefined();
    expect(filters.text('api', 512)).toBe('shop');
    expect(filters.text('code', 512)).toBeUndefined();
    expect(filters.problems).toHaveLength(4);
    expect(filters.problems[2]!.length).toBeLessThan(140);
  });
});

describe('frames of a stack', () => {
  it.each([
    ['at vatOf (/srv/shop/src/vat.js:27:31)', 'vatOf', '/srv/shop/src/', 'vat.js:27:31', undefined],
    [
      '    at vatOf (file:///srv/shop/src/vat.js:27:31)',
      'vatOf',
      '/srv/shop/src/',
      'vat.js:27:31',
      undefined,
    ],
    [
      'at async file:///srv/shop/src/routes.js:19:3',
      undefined,
      '/srv/shop/src/',
      'routes.js:19:3',
      undefined,
    ],
    ['at /srv/shop/src/routes.js:19:3', undefined, '/srv/shop/src/', 'routes.js:19:3', undefined],
    ['at app.js:1:1', undefined, '', 'app.js:1:1', undefined],
    ['at a (C:\\shop\\src\\a.js:1:1)', 'a', 'C:\\shop\\src\\', 'a.js:1:1', undefined],
    ['at a (C:\\shop\\node_modules\\pg\\a.js:1:1)', 'a', 'C:\\shop\\node_modules\\pg\\', 'a.js:1:1', 'pg'],
    [
      'at a (/x/node_modules/@koa/router/a.js:1:1)',
      'a',
      '/x/node_modules/@koa/router/',
      'a.js:1:1',
      '@koa/router',
    ],
    ['at a (/x/node_modules/@koa)', 'a', '/x/node_modules/', '@koa', '@koa'],
    [
      'at a (/x/node_modules/a/node_modules/b/c.js:1:1)',
      'a',
      '/x/node_modules/a/node_modules/b/',
      'c.js:1:1',
      'b',
    ],
    ['at Socket.emit (node:events:524:28)', 'Socket.emit', '', 'node:events:524:28', 'Node'],
    ['at a (bun:main:1:1)', 'a', '', 'bun:main:1:1', 'Node'],
    ['at Array.map (<anonymous>)', 'Array.map', '', '<anonymous>', 'Node'],
    ['at async Promise.all (index 0)', 'async Promise.all', '', 'index 0', 'Node'],
    ['no frame at all', undefined, '', 'no frame at all', 'Node'],
  ])('%s', (line, name, folder, file, library) => {
    expect(framesIn(`\n${line}\n`)).toEqual([{ ...(name !== undefined && { name }), folder, file, library }]);
  });

  it('are found in time that grows with the text', () => {
    expect(framesIn(' ('.repeat(8000) + ')'.repeat(8000))).toHaveLength(1);
  });
});
