/** `fl.resolve` under configurations of growing size, and what templates and rules add. */

import { createFaultline, NotFoundException } from '../../dist/src/index.js';
import { ACCEPT } from '../accept.mjs';
import { configuration } from '../policy-config.mjs';
import { timeInTurns } from './clock.mjs';

const SIZES = [10, 100, 1000, 10_000];
const options = { mode: 'release', logger: false };

class Facts {
  method = 'GET';
  correlationId = undefined;
  remoteAddress = '10.0.0.9';
  constructor(url) {
    this.url = url;
  }
  header(name) {
    return name === 'accept' ? ACCEPT : undefined;
  }
}

const errors = Array.from({ length: 1000 }, () => new NotFoundException('no such order', { expose: true }));
const unexpected = Array.from({ length: 1000 }, () => new TypeError('boom'));

const resolving = (fl, url, pool) => (call) => fl.resolve(pool[call % pool.length], new Facts(url)).reply;

const TEN = {
  code: '#{error.defaultErrorCode}',
  message: '#{error.defaultMessage}',
  status: '#{error.defaultHttpCode}',
  time: '#{dateTime.formattedText}',
  reference: '#{message.correlationId}',
  path: '#{request.uri}',
  method: '#{request.method}',
  query: '#{request.queryString}',
  api: '#{apiProxy.name}',
  address: '#{request.remoteAddress}',
};

const TEN_RULES = Array.from({ length: 10 }, (_, index) => ({
  order: index,
  name: `rule ${index}`,
  when: { header: { 'x-client-type': `client-${index}` } },
  body: 'never',
  contentType: 'text/plain',
}));

const plain = createFaultline(options);
const templated = createFaultline({ ...options, config: { platform: { template: { body: TEN } } } });
const ruled = createFaultline({ ...options, config: { platform: { rules: TEN_RULES } } });

const URL = '/service-0/orders/v0/17?expand=items';
const cases = {
  'no configuration': resolving(plain, URL, errors),
  'no configuration, unexpected error': resolving(plain, URL, unexpected),
  'a template with ten placeholders': resolving(templated, URL, errors),
  'ten rules that do not hold': resolving(ruled, URL, errors),
};
for (const size of SIZES) {
  const fl = createFaultline({ ...options, config: configuration(size) });
  cases[`${size} routes, rows and rules`] = resolving(fl, URL, errors);
  cases[`${size} routes, rows and rules, unexpected error`] = resolving(fl, URL, unexpected);
}

for (const [name, run] of Object.entries(cases)) {
  const { status } = run(0);
  const expected = name.includes('unexpected') ? 500 : 404;
  if (status !== expected) throw new Error(`${name}: answered ${status}`);
}
if (JSON.parse(cases['a template with ten placeholders'](0).body).path !== '/service-0/orders/v0/17')
  throw new Error('the template was not used');

process.stdout.write(JSON.stringify(timeInTurns(cases)));
