import { doubleCsrf } from 'csrf-csrf';
import express5 from 'express';
import express4 from 'express4';
import { faultline } from 'faultline/express';
import createError from 'http-errors';
import { describe, expect, it } from 'vitest';
import { csrf } from '../../../src/recognizers/tokens/csrf.ts';
import { ask, problemOf, serve, watched } from '../serve.ts';
import { fastifyError } from '../fastify-errors.ts';
import { silently } from '../silent.ts';
import { expectAnswer, expectUnexpected, type Expected } from './expected.ts';
import { CANARY, SECRET } from './forge.ts';

const INVALID: Expected = {
  status: 403,
  code: 'CSRF_TOKEN_INVALID',
  detail: 'The CSRF token is missing or wrong.',
};

const bad = (status = 403): Error => createError(status, CANARY, { code: 'EBADCSRFTOKEN' });

describe.each([
  ['express 4', express4],
  ['express 5', express5],
])('R16 R29 csrf-csrf, %s', (_, create) => {
  it.each([
    ['none', {}],
    ['a wrong one', { 'x-csrf-token': CANARY }],
  ])('a token that does not hold: %s', async (__, headers) => {
    const { fl, records } = watched();
    const app = create();
    app.use((req, _res, next) => {
      req.cookies = { 'x-csrf': `${CANARY}.${CANARY}` };
      next();
    });
    const { doubleCsrfProtection } = doubleCsrf({
      getSecret: () => SECRET,
      getSessionIdentifier: () => CANARY,
      cookieName: 'x-csrf',
    });
    app.use(doubleCsrfProtection as never);
    app.use((_req, res) => void res.send('fine'));
    app.use(faultline(fl));
    const served = await serve(app as never);
    const got = await ask(served.port, { method: 'POST', headers });
    const read = await ask(served.port);
    await served.close();
    expect(problemOf(got)).toMatchObject(INVALID);
    expect(got.wire).not.toContain('canary');
    expect(records).toMatchObject([{ level: 'info', family: 'csrf', status: 403 }]);
    expect(read).toMatchObject({ status: 200 });
  });
});

class UpstreamError extends Error {}
const assigned = (json: object): Error => Object.assign(new UpstreamError(CANARY), json);

describe('R16 R29 CSRF', () => {
  // csurf and @fastify/csrf-protection construct theirs just so.
  it.each([
    ['EBADCSRFTOKEN', bad()],
    ['FST_CSRF_INVALID_TOKEN', fastifyError('FST_CSRF_INVALID_TOKEN', 403)],
    ['FST_CSRF_MISSING_SECRET', fastifyError('FST_CSRF_MISSING_SECRET', 403)],
    ['frozen', Object.freeze(bad())],
    ['a Proxy', new Proxy(bad(), {})],
  ])('%s', (_, thrown) => {
    expectAnswer(silently(thrown), 'csrf', INVALID);
  });

  it('every row of the table is there', () => {
    expect(Object.keys(csrf.answers)).toHaveLength(3);
  });

  it.each([
    ['no status', Object.assign(new Error(CANARY), { code: 'EBADCSRFTOKEN' })],
    ['another status', fastifyError('FST_CSRF_INVALID_TOKEN', 500)],
    ['another code', Object.assign(new Error(CANARY), { code: 'EBADTOKEN' })],
    ['no error', { code: 'EBADCSRFTOKEN', status: 403, message: CANARY }],
    ['JSON of an upstream', assigned({ code: 'EBADCSRFTOKEN', status: 403, statusCode: 403 })],
    ['JSON of a Fastify', assigned({ code: 'FST_CSRF_INVALID_TOKEN', statusCode: 403 })],
    ['its code on a class of another kind', fastifyError('EBADCSRFTOKEN', 403)],
  ])('but not with %s', (_, thrown) => {
    expectUnexpected(silently(thrown));
  });

  it('another status, which the application chose, stands', () => {
    const thrown = createError(419, 'a text for clients', { code: 'EBADCSRFTOKEN' });
    expect(silently(thrown)).toMatchObject({ status: 419, family: 'http-errors' });
  });

  it('can be switched off', () => {
    const thrown = createError(403, 'a text for clients', { code: 'EBADCSRFTOKEN' });
    expect(silently(thrown, { families: { csrf: false } })).toMatchObject({ family: 'http-errors' });
  });
});
