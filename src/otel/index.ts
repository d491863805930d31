/** Failures as OpenTelemetry's log records, status of spans, and a counter. */

import {
  context,
  isSpanContextValid,
  metrics,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Context,
  type Counter,
  type MeterProvider,
  type Span,
} from '@opentelemetry/api';
import { logs, SeverityNumber, type Logger, type LoggerProvider } from '@opentelemetry/api-logs';
import { createBounded } from '../record/bounded.ts';
import type { Observer } from '../record/observer.ts';
import type { Outcome } from '../record/outcome.ts';
import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import { attributesOf, type Attributes } from './attributes.ts';
import { checkOpenTelemetryOptions, type OpenTelemetryOptions } from './options.ts';

export type { OpenTelemetryOptions } from './options.ts';
export type { Observer } from '../record/observer.ts';

const NAME = 'faultline';
/** Different codes, and routes, that are counted apart. */
const MAX_DISTINCT = 200;
const FIRST_SERVER_ERROR = 500;

/**
 * For each failure:
 * - a log record with `exception.*`, `error.type` (the code) and the facts of the request, all freed of secrets, and
 *   with the severity `ERROR`, of outcomes and mistakes of clients `INFO`, of clients that went away `DEBUG`. It belongs
 *   to the active span, else to the trace that the request came with.
 * - on the active span the status `ERROR` and `error.type`, if the answer's status is 500 or more; for others it stays
 *   unset, as the conventions for servers say. And `faultline.correlation_id`. Exceptions are log records: events of
 *   spans are being given up for them.
 * - the counter `faultline.errors`, by status, code, route and fault. Of codes and of routes the first 200 are counted
 *   apart, the others as `_OTHER`.
 *
 * Nothing is sent where no SDK is registered; it may be registered later.
 * @throws FaultlineError where an option is wrong
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Observer {
  checkOpenTelemetryOptions(options);
  const { logs: withLogs = true, metrics: withMetrics = true, spans = true } = options;
  const { loggerProvider, meterProvider } = options;
  const count = createCount(() => meterProvider ?? metrics.getMeterProvider());
  return {
    answering: spans ? (outcome) => mark(trace.getActiveSpan(), outcome) : undefined,
    observe(occurrence) {
      const span = trace.getActiveSpan();
      // Of a failure outside of an answer, the span is still open.
      if (spans) mark(span, occurrence);
      if (withMetrics) count(occurrence);
      if (withLogs) log(loggerProvider ?? logs, occurrence, contextOf(span, occurrence));
    },
  };
}

type Marked = Pick<Outcome, 'code' | 'status'> & { readonly correlationId: string };

function mark(span: Span | undefined, { status, code, correlationId }: Marked): void {
  if (span?.isRecording() !== true) return;
  span.setAttribute('faultline.correlation_id', correlationId);
  if (status < FIRST_SERVER_ERROR) return;
  // Without a description: the status code says as much.
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', code);
}

function log(
  provider: Pick<LoggerProvider, 'getLogger'>,
  occurrence: StoredOccurrence,
  within: Context,
): void {
  const { at, error } = occurrence;
  const severity = severityOf(occurrence);
  const severityNumber = SeverityNumber[severity];
  const logger: Partial<Pick<Logger, 'enabled'>> & Pick<Logger, 'emit'> = provider.getLogger(NAME);
  // Older versions cannot be asked. Where nobody listens, the text of stacks is not worth making.
  if (logger.enabled?.({ context: within, severityNumber }) === false) return;
  logger.emit({
    timestamp: at,
    severityNumber,
    severityText: severity,
    body: error.message,
    attributes: attributesOf(occurrence),
    context: within,
  });
}

function severityOf({ fault, expected }: StoredOccurrence): 'DEBUG' | 'ERROR' | 'INFO' {
  if (fault === 'abort') return 'DEBUG';
  return fault === 'client' || expected === true ? 'INFO' : 'ERROR';
}

/** What the span is in; where there is none, the trace of whoever called. */
function contextOf(span: Span | undefined, { request }: StoredOccurrence): Context {
  if (span !== undefined || request?.traceparent === undefined) return context.active();
  const [, traceId = '', spanId = '', flags = ''] = request.traceparent.split('-');
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : context.active();
}

/** The API of metrics gives an instrument of the provider of the moment: another one needs another instrument. */
function createCount(providerNow: () => MeterProvider): (occurrence: StoredOccurrence) => void {
  const codes = createBounded(MAX_DISTINCT);
  const routes = createBounded(MAX_DISTINCT);
  let provider: MeterProvider | undefined;
  let counter: Counter<Attributes> | undefined;
  return ({ status, code, fault, request }) => {
    const current = providerNow();
    if (current !== provider || counter === undefined) {
      provider = current;
      counter = current.getMeter(NAME).createCounter<Attributes>('faultline.errors', {
        description: 'Failures that were answered',
        unit: '{error}',
      });
    }
    counter.add(1, {
      'http.response.status_code': status,
      'error.type': codes(code),
      'faultline.fault': fault,
      ...(request?.route !== undefined && { 'http.route': routes(request.route) }),
    });
  };
}
