/**
 * What the core promises, asserted without a test runner: on any runtime that has web standards, and as users
 * import it. `scripts/test-matrix.mjs` runs it on each runtime it can get.
 */

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createFaultline, NotFoundException, parseCorrelationId, ValidationException } from 'faultline';
import { factsFromNode, factsFromWeb, sendReply, toResponse } from 'faultline/http';

const SECRET = 'canary-4711';

/** An instance and what it has logged. */
function watched(options) {
  const records = [];
  const write = (level) => (record, message) => records.push({ level, message, ...record });
  const logger = { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') };
  return { records, fl: createFaultline({ mode: 'release', logger, ...options }) };
}

const request = (headers = {}) => new Request('http://shop.test/orders/7?page=2', { headers });

const CHECKS = {
  'an unexpected error says nothing but its reference'() {
    const { fl } = watched();
    const { reply, correlationId } = fl.resolve(new Error(SECRET), factsFromWeb(request()));
    const body = JSON.parse(reply.body);
    assert.equal(reply.status, 500);
    assert.equal(body.correlationId, correlationId);
    assert.equal(parseCorrelationId(correlationId), correlationId);
    assert.ok(!JSON.stringify(reply).includes(SECRET));
  },

  'a vetted message is told, in every format'() {
    const { fl } = watched();
    for (const type of ['application/json', 'application/xml', 'text/plain', 'text/html']) {
      const thrown = new ValidationException('The date is in the past', { cause: new Error(SECRET) });
      const { reply } = fl.resolve(thrown, factsFromWeb(request({ accept: type })));
      assert.equal(reply.status, 400);
      assert.ok(reply.body.includes('The date is in the past'), type);
      assert.ok(!reply.body.includes(SECRET), type);
    }
  },

  'a configuration decides how an error looks'() {
    const template = { body: { path: '#{request.uri}', code: '#FAULTCODE#' } };
    const rules = [
      { order: 1, name: 'tests', when: { header: { 'x-test': { matches: '^y' } } }, ...template },
    ];
    const config = {
      apis: [{ id: 'shop', name: 'Shop', match: ['/{:lang/}orders/:id.json', '/orders/:id'], rules }],
    };
    const { fl } = watched({ config });
    const thrown = new NotFoundException('order 7');
    const { reply } = fl.resolve(thrown, factsFromWeb(request({ 'x-test': 'yes' })));
    assert.equal(reply.body, '{"path":"/orders/7","code":"NOT_FOUND"}');
    assert.throws(() => watched({ config: { apis: [{}] } }), { code: 'FLT_CONFIG_INVALID' });
  },

  'whatever is thrown is answered'() {
    const { fl } = watched();
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const hostile = Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw new Error(SECRET);
      },
    });
    for (const thrown of [null, undefined, 'text', 7n, Symbol('s'), proxy, hostile, Object.freeze({})]) {
      assert.equal(fl.resolve(thrown, factsFromWeb(request())).reply.status, 500);
    }
  },

  async 'a record is written after the answer, and has left after a flush'() {
    const { fl, records } = watched();
    const { correlationId } = fl.handle(new Error('the disk is full'), factsFromWeb(request()));
    assert.equal(records.length, 0);
    await fl.flush();
    assert.equal(records.length, 1);
    const [{ level, error, ...record }] = records;
    assert.equal(level, 'error');
    assert.equal(error.message, 'the disk is full');
    assert.equal(record.correlationId, correlationId);
    assert.equal(record.request.path, '/orders/7');
  },

  async 'a reply becomes a Response'() {
    const { fl } = watched();
    const { reply, correlationId } = fl.handle(new NotFoundException(), factsFromWeb(request()));
    const response = toResponse(reply, request(), new Headers({ 'x-kept': 'yes', etag: '"1"' }));
    assert.equal(response.status, 404);
    assert.equal(response.headers.get('x-request-id'), correlationId);
    assert.equal(response.headers.get('x-kept'), 'yes');
    assert.equal(response.headers.get('etag'), null);
    assert.equal((await response.json()).correlationId, correlationId);
  },

  async 'the reference is at hand below a request'() {
    const { fl } = watched({ correlation: { async: true } });
    assert.equal(fl.currentId(), undefined);
    const facts = factsFromWeb(request());
    const below = await fl.run(facts, async () => {
      await new Promise((done) => setTimeout(done, 1));
      return fl.currentId();
    });
    assert.equal(below, fl.correlationId(facts));
  },

  async 'a server of node:http answers'() {
    const { fl } = watched();
    const server = createServer((incoming, outgoing) => {
      sendReply(incoming, outgoing, fl.handle(new Error(SECRET), factsFromNode(incoming, outgoing)).reply);
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    try {
      const response = await fetch(`http://127.0.0.1:${server.address().port}/`);
      const text = await response.text();
      assert.equal(response.status, 500);
      assert.equal(JSON.parse(text).correlationId, response.headers.get('x-request-id'));
      assert.ok(!text.includes(SECRET));
    } finally {
      server.close();
    }
  },

  async 'what the process tells is heard, and nothing stays after close'() {
    const { fl, records } = watched();
    const count = () =>
      process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
    const before = count();
    fl.captureProcessErrors({ exit: false });
    assert.equal(count(), before + 2);
    void Promise.reject(new Error('nobody waits'));
    await new Promise((done) => setTimeout(done, 20));
    await fl.close();
    assert.equal(count(), before);
    assert.deepEqual(
      records.map(({ code }) => code),
      ['UNHANDLED_REJECTION'],
    );
  },
};

let failed = 0;
for (const [title, check] of Object.entries(CHECKS)) {
  try {
    await check();
  } catch (error) {
    failed += 1;
    console.error(`failed: ${title}\n`, error);
  }
}
console.log(`${Object.keys(CHECKS).length - failed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
