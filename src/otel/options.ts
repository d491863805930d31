import type { MeterProvider } from '@opentelemetry/api';
import type { LoggerProvider } from '@opentelemetry/api-logs';
import { boolean, checkOptionsOf, withFunction, type OptionChecks } from '../option-check.ts';

export interface OpenTelemetryOptions {
  /** Write a log record for each failure. Default: `true`. */
  readonly logs?: boolean;
  /** Count failures. Default: `true`. */
  readonly metrics?: boolean;
  /** Set the status of the active span. Default: `true`. */
  readonly spans?: boolean;
  /** Default: the one that is registered globally. */
  readonly loggerProvider?: LoggerProvider;
  /** Default: the one that is registered globally. */
  readonly meterProvider?: MeterProvider;
}

const CHECKS: OptionChecks<OpenTelemetryOptions> = {
  logs: boolean,
  metrics: boolean,
  spans: boolean,
  loggerProvider: withFunction('getLogger'),
  meterProvider: withFunction('getMeter'),
};

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkOpenTelemetryOptions(options: unknown): asserts options is OpenTelemetryOptions {
  checkOptionsOf('openTelemetry', options, CHECKS);
}
