/** The public door. */

export { CODES, FaultlineError, type FaultlineCode } from './codes.ts';
export { defineRecognizer } from './define.ts';
export * from './exceptions/index.ts';
export { createFaultline, toFaultline, type Faultline } from './faultline.ts';
export { isCorrelationId, parseCorrelationId } from './http/correlation.ts';
export type {
  Decided,
  ErrorView,
  Fault,
  FieldError,
  Format,
  JsonValue,
  Logger,
  LogLevel,
  Mode,
  Problem,
  Recognition,
  Recognizer,
  Reply,
  RequestFacts,
  TrustStatus,
  Vetted,
} from './model.ts';
export type { CorrelationOptions, DetailOptions, FaultlineOptions } from './options.ts';
export type { ProcessErrorOptions } from './process/options.ts';
export type { RecordedError } from './record/error.ts';
export type { Occurrence } from './record/occurrence.ts';
export type { RecordedRequest } from './record/request.ts';
export type { Resolution } from './resolve.ts';
export type { RedactContext, RedactHook, RedactOptions } from './redact/index.ts';
