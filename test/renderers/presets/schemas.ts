/**
 * What the standards say of an error document, as schemas: RFC 9457 as its appendix A has it, JSON:API 1.1 as far as its
 * schema is about errors, and the JSON form of `google.rpc.Status` after AIP-193 and the comments of its messages.
 */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const text = { type: 'string' } as const;

/** An object with these members and no other. */
function only(properties: object, required: readonly string[] = []): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

const PROBLEM = {
  type: 'object',
  properties: {
    type: { ...text, format: 'uri-reference' },
    title: text,
    status: { type: 'integer', minimum: 100, maximum: 599 },
    detail: text,
    instance: { ...text, format: 'uri-reference' },
  },
};

const MEMBER_NAME = '^[a-zA-Z0-9](?:[-\\w]*[a-zA-Z0-9])?$';
const meta = { type: 'object', patternProperties: { [MEMBER_NAME]: true }, additionalProperties: false };
const pointer = { ...text, pattern: '^(?:\\/(?:[^~/]|~0|~1)*)*$' };
const errorObject = {
  ...only({
    id: text,
    status: { ...text, pattern: '^[45]\\d\\d$' },
    code: text,
    title: text,
    detail: text,
    source: only({ pointer, parameter: text, header: text }),
    meta,
  }),
  minProperties: 1,
};
const JSON_API = only(
  { errors: { type: 'array', items: errorObject, minItems: 1, uniqueItems: true }, meta },
  ['errors'],
);

const REASON = { ...text, maxLength: 63, pattern: '^[A-Z][A-Z0-9_]+[A-Z0-9]$' };
const detailTypes: Readonly<Record<string, object>> = {
  'google.rpc.ErrorInfo': only(
    {
      '@type': text,
      reason: REASON,
      domain: { ...text, minLength: 1 },
      metadata: {
        type: 'object',
        propertyNames: { maxLength: 64, pattern: '^[a-z][a-zA-Z0-9-_]+$' },
        additionalProperties: text,
      },
    },
    ['@type', 'reason', 'domain'],
  ),
  'google.rpc.BadRequest': only(
    {
      '@type': text,
      fieldViolations: {
        type: 'array',
        items: only({ field: text, description: text, reason: REASON }, ['field', 'description']),
      },
    },
    ['fieldViolations'],
  ),
  'google.rpc.RequestInfo': only({ '@type': text, requestId: text }, ['requestId']),
  'google.rpc.RetryInfo': only(
    { '@type': text, retryDelay: { ...text, pattern: '^\\d+(?:\\.\\d{1,9})?s$' } },
    ['retryDelay'],
  ),
  'google.rpc.LocalizedMessage': only({ '@type': text, locale: text, message: text }, ['locale', 'message']),
  'google.rpc.DebugInfo': only({ '@type': text, stackEntries: { type: 'array', items: text }, detail: text }),
  'google.protobuf.Struct': only({ '@type': text, value: { type: 'object' } }, ['value']),
};

const CODES =
  'CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED UNAUTHENTICATED ' +
  'RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS';

const isOfType = (type: string): object => ({
  required: ['@type'],
  properties: { '@type': { const: `type.googleapis.com/${type}` } },
});

/** Exactly one `ErrorInfo`, at most one of any other. */
const counts = Object.keys(detailTypes).map((type) => ({
  contains: isOfType(type),
  minContains: type === 'google.rpc.ErrorInfo' ? 1 : 0,
  maxContains: 1,
}));

const AIP_193 = only(
  {
    error: only(
      {
        code: { type: 'integer', minimum: 400, maximum: 599 },
        message: text,
        status: { enum: CODES.split(' ') },
        details: {
          type: 'array',
          items: {
            anyOf: Object.entries(detailTypes).map(([type, schema]) => ({ allOf: [isOfType(type), schema] })),
          },
          allOf: counts,
        },
      },
      ['code', 'message', 'status', 'details'],
    ),
  },
  ['error'],
);

const SHOWN = { path: true, stackTrace: true, attributes: true, debug: true };
const REASONS = only(
  {
    reasons: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: only({ language: text, message: text }, ['language', 'message']),
    },
    details: only(
      {
        msgId: { ...text, pattern: '^Id-[0-9a-f]{24}$' },
        'exception message': text,
        code: text,
        correlationId: text,
        errors: true,
        details: true,
        retryable: { type: 'boolean' },
        ...SHOWN,
      },
      ['msgId', 'code', 'correlationId'],
    ),
  },
  ['reasons', 'details'],
);

const PLAIN = only(
  {
    error: {
      type: 'object',
      properties: { code: text, message: text, correlationId: text },
      required: ['code', 'message', 'correlationId'],
    },
  },
  ['error'],
);

export const SCHEMAS: Readonly<Record<string, object>> = {
  problem: PROBLEM,
  reasons: REASONS,
  'aip-193': AIP_193,
  'json-api': JSON_API,
  plain: PLAIN,
};

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);

const validators = new Map<string, ValidateFunction>();

/** What the schema of a preset has against a document. */
export function faultsOf(preset: string, document: unknown): unknown {
  const validate = validators.get(preset) ?? ajv.compile(SCHEMAS[preset]!);
  validators.set(preset, validate);
  validate(document);
  return validate.errors ?? [];
}
