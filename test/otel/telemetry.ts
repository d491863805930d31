import { context, metrics, SpanKind, trace } from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
  type ReadableLogRecord,
} from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { expect } from 'vitest';
import { openTelemetry, type OpenTelemetryOptions } from '../../src/otel/index.ts';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';

/** The real SDKs, which keep in memory what they would send. */
export function telemetry(): {
  readonly records: () => readonly ReadableLogRecord[];
  readonly spanOf: (work: () => void) => ReadableSpan;
  readonly ended: () => readonly ReadableSpan[];
  readonly counts: () => Promise<readonly (readonly [Record<string, unknown>, number])[]>;
} {
  const logExporter = new InMemoryLogRecordExporter();
  const spanExporter = new InMemorySpanExporter();
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 1e9 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const spans = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] });
  logs.setGlobalLoggerProvider(
    new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: logExporter })] }),
  );
  trace.setGlobalTracerProvider(spans);
  metrics.setGlobalMeterProvider(meterProvider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  return {
    records: () => logExporter.getFinishedLogRecords(),
    ended: () => spanExporter.getFinishedSpans(),
    spanOf(work) {
      const span = trace.getTracer('test').startSpan('GET', { kind: SpanKind.SERVER });
      context.with(trace.setSpan(context.active(), span), work);
      span.end();
      return spanExporter.getFinishedSpans().at(-1)!;
    },
    async counts() {
      await meterProvider.forceFlush();
      const [metric] = metricExporter.getMetrics().at(-1)!.scopeMetrics[0]!.metrics;
      expect(metric!.descriptor).toMatchObject({ name: 'faultline.errors', unit: '{error}' });
      const counts = metric!.dataPoints.map(
        ({ attributes, value }) => [attributes, value as number] as const,
      );
      metricExporter.reset();
      return counts;
    },
  };
}

/** To be called after each test: what is registered is global. */
export function unregister(): void {
  for (const api of [logs, trace, metrics, context]) api.disable();
}

export function observed(options: OpenTelemetryOptions, ...occurrences: readonly StoredOccurrence[]): void {
  const { observe } = openTelemetry(options);
  for (const occurrence of occurrences) observe(occurrence);
}
