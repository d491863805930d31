/** The public door. */

export { CODES, FaultlineError, type FaultlineCode } from './codes.ts';
export { ConfigError, type Fault as ConfigFault } from './config/config-error.ts';
export type { ConfigStatus } from './config/live.ts';
export type { Alert, AlertGroup, AlertOptions, RateOptions, WebhookOptions } from './alerts/index.ts';
export type { Considered } from './config/explain.ts';
export type {
  Api,
  Condition,
  Config,
  Formats,
  Group,
  Row,
  Route,
  Rule,
  Template,
  Translation,
} from './config/shapes.ts';
export { defineConfig, defineRecognizer } from './define.ts';
export { createDetailToken } from './detail/token.ts';
export * from './exceptions/index.ts';
export type { Explanation } from './explanation.ts';
export { createFaultline, toFaultline, type Faultline, type FaultlineStatus } from './faultline.ts';
export { isCorrelationId, parseCorrelationId } from './http/correlation.ts';
export type {
  Decided,
  ErrorView,
  ConsideredLanguage,
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
export type { CorrelationOptions, FaultlineOptions, RecordOptions } from './options.ts';
export type { DetailOptions } from './detail/options.ts';
export type { ProcessErrorOptions } from './process/options.ts';
export type { RecordedError } from './record/error.ts';
export type { Occurrence } from './record/occurrence.ts';
export type { Observer } from './record/observer.ts';
export type { RecordedRequest } from './record/request.ts';
export type { StoredAnswer, StoredOccurrence, StoredRequest } from './record/stored-occurrence.ts';
export { defineRenderer, type ProblemView, type RendererDefinition } from './renderers/define.ts';
export type { BodyTransform, TransformContext } from './renderers/guarded.ts';
export type { PresetName } from './renderers/presets/index.ts';
export type { Resolution } from './resolve.ts';
export type { RedactContext, RedactHook, RedactOptions } from './redact/index.ts';
export type {
  Group as ErrorGroup,
  GroupChange,
  GroupEvent,
  GroupNote,
  GroupQuery,
  GroupState,
  GroupSummary,
  GroupUpdate,
} from './store/group.ts';
export { lookUp, type Lookup } from './store/lookup.ts';
export { memoryStore, type MemoryStoreOptions } from './store/memory.ts';
export type {
  Page,
  SearchQuery,
  Selection,
  Series,
  SeriesLine,
  SeriesQuery,
  StatusCount,
} from './store/query.ts';
export type {
  OccurrenceSummary,
  Pruned,
  RetentionLimits,
  Store,
  StoreEvent,
  StoreStatus,
} from './store/store.ts';
