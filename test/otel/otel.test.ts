import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import express from 'express';
import { createFaultline } from 'faultline';
import { faultline } from 'faultline/express';
import { afterEach, describe, expect, it } from 'vitest';
import { openTelemetry } from '../../src/otel/index.ts';
import { anOccurrence } from '../store/occurrences.ts';
import { observed, telemetry, unregister } from './telemetry.ts';

afterEach(unregister);

describe('the active span', () => {
  it.each([
    [500, SpanStatusCode.ERROR],
    [503, SpanStatusCode.ERROR],
    [404, SpanStatusCode.UNSET],
    [499, SpanStatusCode.UNSET],
  ])('of an answer with %d has the status %d, without events', (status, code) => {
    const { spanOf } = telemetry();
    const one = anOccurrence({ status, code: 'MY_CODE' });
    const span = spanOf(() => observed({}, one));
    expect(span.status).toEqual({ code });
    expect(span.events).toEqual([]);
    expect(span.attributes).toEqual({
      'faultline.correlation_id': one.correlationId,
      ...(status >= 500 && { 'error.type': 'MY_CODE' }),
    });
  });

  it('that has ended is left alone', () => {
    const { spanOf } = telemetry();
    const ended = spanOf(() => {
      trace.getActiveSpan()!.end();
      observed({}, anOccurrence());
    });
    expect(ended.attributes).toEqual({});
  });
});

describe('the span of a server', () => {
  it.each(['finish', 'close'])('that ends at %s has the status of its answer', async (end) => {
    const { ended } = telemetry();
    const fl = createFaultline({
      mode: 'release',
      logger: false,
      store: false,
      observers: [openTelemetry()],
    });
    const app = express();
    app.get('/boom', () => {
      throw new Error('x');
    });
    app.use(faultline(fl));
    const server = createServer((req, res) => {
      const span = trace.getTracer('test').startSpan('GET', { kind: SpanKind.SERVER });
      res.once(end, () => span.end());
      context.with(trace.setSpan(context.active(), span), () => app(req, res));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/boom`);
    await answer.text();
    await expect.poll(ended).toHaveLength(1);
    expect(ended()[0]).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: {
        'error.type': 'INTERNAL_ERROR',
        'faultline.correlation_id': answer.headers.get('x-request-id'),
      },
    });
    server.close();
    await fl.close();
  });
});

describe('the counter', () => {
  it('counts by status, code, route and fault', async () => {
    const { counts } = telemetry();
    const { route: _route, ...request } = anOccurrence().request!;
    observed({}, anOccurrence(), anOccurrence(), {
      ...anOccurrence({ status: 404, fault: 'client' }),
      request,
    });
    expect(await counts()).toEqual([
      [
        {
          'http.response.status_code': 500,
          'error.type': 'INTERNAL_ERROR',
          'faultline.fault': 'server',
          'http.route': '/shop/items/:id',
        },
        2,
      ],
      [{ 'http.response.status_code': 404, 'error.type': 'INTERNAL_ERROR', 'faultline.fault': 'client' }, 1],
    ]);
  });

  it('stays small, whatever codes and routes there are', async () => {
    const { counts } = telemetry();
    const all = Array.from({ length: 1000 }, (_, index) =>
      anOccurrence({ code: `CODE_${index}`, request: { route: `/r${index}` } }),
    );
    observed({ logs: false }, ...all);
    const counted = await counts();
    expect(counted).toHaveLength(201);
    expect(counted.at(-1)).toEqual([
      expect.objectContaining({ 'error.type': '_OTHER', 'http.route': '_OTHER' }),
      800,
    ]);
  });

  it('starts with an SDK that is registered after it was made', async () => {
    const { observe } = openTelemetry();
    observe(anOccurrence());
    const { counts, records } = telemetry();
    observe(anOccurrence());
    observe(anOccurrence());
    expect((await counts()).map(([, count]) => count)).toEqual([2]);
    expect(records()).toHaveLength(2);
  });
});

describe('options of openTelemetry', () => {
  it('turn each part off', async () => {
    const { records, spanOf, counts } = telemetry();
    const one = anOccurrence();
    const span = spanOf(() => {
      observed({ spans: false, logs: false }, one);
      observed({ metrics: false, spans: false, logs: false }, one);
    });
    expect(span.status).toEqual({ code: SpanStatusCode.UNSET });
    expect(records()).toEqual([]);
    expect((await counts()).map(([, count]) => count)).toEqual([1]);
  });

  it('name providers other than the global ones', async () => {
    const exporter = new InMemoryLogRecordExporter();
    const loggerProvider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
    const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 1e9 });
    const meterProvider = new MeterProvider({ readers: [reader] });
    observed({ loggerProvider, meterProvider, logs: undefined } as object, anOccurrence());
    expect(exporter.getFinishedLogRecords()).toHaveLength(1);
    await meterProvider.forceFlush();
    expect(metricExporter.getMetrics()[0]!.scopeMetrics[0]!.metrics).toHaveLength(1);
    await meterProvider.shutdown();
  });

  it.each([
    [{ emit: true }, 1],
    [{ emit: true, enabled: () => true }, 1],
    [{ emit: true, enabled: () => false }, 0],
  ])('a logger that is %o gets %d records', (logger, count) => {
    const emitted: unknown[] = [];
    const loggerProvider = {
      getLogger: () => ({ ...logger, emit: (record: unknown) => emitted.push(record) }),
    };
    observed({ loggerProvider: loggerProvider as never }, anOccurrence());
    expect(emitted).toHaveLength(count);
  });

  it.each([
    [null, 'The argument of openTelemetry is null; give an object.'],
    [[], 'The argument of openTelemetry is an array; give an object.'],
    ['all', 'The argument of openTelemetry is "all"; give an object.'],
    [{ logs: 'yes' }, 'Option "logs" of openTelemetry is "yes"; give true or false.'],
    [
      { loggerProvider: null },
      'Option "loggerProvider" of openTelemetry is null; give an object with the function',
    ],
    [{ meterProvider: {} }, 'Option "meterProvider" of openTelemetry is an object; give an object with'],
    [{ traces: true }, 'openTelemetry has no option "traces"; use one of logs, metrics, spans'],
    [{ toString: 1 }, 'openTelemetry has no option "toString"'],
  ])('refuse %o: %s', (options, message) => {
    let error: unknown;
    try {
      openTelemetry(options as never);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'FaultlineError', message: expect.stringContaining(message) });
  });
});
