import { SeverityNumber } from '@opentelemetry/api-logs';
import { afterEach, describe, expect, it } from 'vitest';
import { anOccurrence, HOSTILE, NOON, type Overrides } from '../store/occurrences.ts';
import { observed, telemetry, unregister } from './telemetry.ts';

afterEach(unregister);

describe('a log record', () => {
  it('has the stable attributes of exceptions and requests', () => {
    const { records } = telemetry();
    const one = anOccurrence({
      error: { type: 'PriceError', stack: 'at priceOf (/srv/price.js:1:2)\nat async x' },
    });
    observed({}, one);
    expect(records()).toHaveLength(1);
    const [record] = records();
    expect(record).toMatchObject({
      severityNumber: SeverityNumber.ERROR,
      severityText: 'ERROR',
      body: 'Cannot read properties of undefined',
      hrTime: [NOON / 1000, 0],
      instrumentationScope: { name: 'faultline' },
    });
    expect(record!.attributes).toEqual({
      'exception.type': 'PriceError',
      'exception.message': 'Cannot read properties of undefined',
      'exception.stacktrace':
        'TypeError: Cannot read properties of undefined\n    at priceOf (/srv/price.js:1:2)\n    at async x',
      'error.type': 'INTERNAL_ERROR',
      'http.response.status_code': 500,
      'http.request.method': 'GET',
      'url.path': '/shop/items/7',
      'url.query': 'page=2&token=[redacted]',
      'http.route': '/shop/items/:id',
      'network.peer.address': '192.0.2.7',
      'network.peer.port': 50_112,
      'user_agent.original': 'check/1.0',
      'faultline.correlation_id': one.correlationId,
      'faultline.fault': 'server',
      'faultline.family': 'unexpected',
      'faultline.fingerprint': 'c0ffee00c0ffee00',
      'faultline.api': 'shop',
    });
  });

  it('lacks what the occurrence lacks', () => {
    const { records } = telemetry();
    const { api: _api, ...bare } = anOccurrence({ request: null, unsampled: true });
    const { stack: _stack, ...error } = bare.error;
    const request = { method: 'BREW', path: '/', query: '' };
    observed({}, { ...bare, error }, { ...bare, error, request });
    const [first, second] = records().map(({ attributes }) => attributes);
    const always = {
      'exception.type': 'TypeError',
      'exception.message': 'Cannot read properties of undefined',
      'error.type': 'INTERNAL_ERROR',
      'http.response.status_code': 500,
      'faultline.correlation_id': bare.correlationId,
      'faultline.fault': 'server',
      'faultline.family': 'unexpected',
      'faultline.fingerprint': 'c0ffee00c0ffee00',
    };
    expect(first).toEqual(always);
    expect(second).toEqual({
      ...always,
      'http.request.method': '_OTHER',
      'http.request.method_original': 'BREW',
      'url.path': '/',
    });
  });

  it.each<[Overrides, string]>([
    [{}, 'ERROR'],
    [{ status: 503 }, 'ERROR'],
    [{ expected: true }, 'INFO'],
    [{ fault: 'client', status: 404 }, 'INFO'],
    [{ fault: 'abort', status: 499 }, 'DEBUG'],
  ])('R35 of %o is of the severity %s', (overrides, severity) => {
    const { records } = telemetry();
    observed({}, anOccurrence(overrides));
    expect(records()[0]).toMatchObject({
      severityText: severity,
      severityNumber: SeverityNumber[severity as 'ERROR'],
    });
  });

  it('belongs to the active span', () => {
    const { records, spanOf } = telemetry();
    const span = spanOf(() => observed({}, anOccurrence()));
    expect(records()[0]!.spanContext).toEqual(span.spanContext());
  });

  it('belongs to the trace that the request came with, where there is no span', () => {
    const { records } = telemetry();
    observed({}, anOccurrence());
    expect(records()[0]!.spanContext).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: 1,
    });
  });

  it.each(['', 'garbage', '00-0-0-zz', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`])(
    'belongs to no trace where the header is %j',
    (traceparent) => {
      const { records } = telemetry();
      observed({}, anOccurrence({ request: { traceparent } }));
      expect(records()[0]!.spanContext).toBeUndefined();
    },
  );

  it.each(HOSTILE)('takes any text: %j', (text) => {
    const { records } = telemetry();
    observed({}, anOccurrence({ code: text, error: { name: text, message: text, stack: text } }));
    expect(records()[0]!.attributes['exception.message']).toBe(text);
  });
});
