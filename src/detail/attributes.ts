/** The message attributes of a failure (R54): what the library knows by name and value, freed of secrets. */

import { phraseOf } from '../http/status.ts';
import type { Attribute, Classified, Decided, RequestFacts, VettedFieldError } from '../model.ts';
import { BODY_MALFORMED } from '../recognizers/answers.ts';
import { toRecordedRequest, type RecordedRequest } from '../record/request.ts';
import { writeOf, type Write } from '../record/write.ts';
import type { Redactor } from '../redact/index.ts';

const MAX_NAME = 256;
/** Anything else is a text, which may say what nobody vetted. */
const NAME = /^[A-Za-z_$][\w$.-]{0,99}$/;
const MAX_REASON = 2048;
const MAX_HEADER = 512;
const MAX_ERRORS = 20;
const MAX_ERROR = 256;

/** What the client may know of a failure: vetted text. */
export interface Told {
  readonly reason: string;
  readonly errors: readonly VettedFieldError[] | undefined;
}

/** Headers that tell what a client can do and wants, never who it is. */
const HEADERS = [
  'host',
  'user-agent',
  'accept',
  'accept-encoding',
  'accept-language',
  'content-type',
  'content-length',
];

/**
 * The attributes that there are, in this order. No object is ever turned into text and nothing is quoted from a body
 * (D13), each value is one bounded line, and of headers and errors a line each. Never throws.
 */
export function attributesOf(decided: Decided, told: Told, redactor: Redactor): readonly Attribute[] {
  const { classified } = decided;
  const { view, facts, correlationId } = classified.captured;
  const write = writeOf(redactor.on(tryRead(() => facts.route)));
  // What it has not, it must not inherit either.
  const request = Object.assign(
    Object.create(null) as Partial<RecordedRequest>,
    toRecordedRequest(facts, write),
  );
  const text = write(told.reason, MAX_REASON);
  const thrown = view.read('name');
  const values: readonly (readonly [name: string, value: string | undefined])[] = [
    [
      'circuit.exception',
      write(typeof thrown === 'string' && NAME.test(thrown) ? thrown : typeof view.value, MAX_NAME),
    ],
    ['circuit.failure.reason', text],
    ['content.body', bodyOf(facts, write)],
    ['failure.reason', text],
    ['http.client', request.remoteAddress],
    ['http.headers', headersOf(facts, write)],
    ['http.response.info', phraseOf(decided.status)],
    ['http.response.status', String(decided.status)],
    ['id', correlationId],
    ['json.errors', jsonErrorsOf(classified, told, write)],
    ['request.method', request.method],
    ['request.path', request.path],
    ['route', request.route],
  ];
  return values.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function headersOf(facts: RequestFacts, write: Write): string | undefined {
  const lines: string[] = [];
  for (const name of HEADERS) {
    const value = tryRead(() => facts.header(name));
    if (value !== undefined) lines.push(`${name}: ${write(value, MAX_HEADER, name)}`);
  }
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** Of a body only what its headers say, as far as these patterns go; `undefined` where they announce none. */
function bodyOf(facts: RequestFacts, write: Write): string | undefined {
  const extent = extentOf(facts);
  if (extent === undefined) return undefined;
  const type = mediaTypeOf(facts);
  return type === undefined ? extent : `${write(type, MAX_HEADER, 'content-type')}, ${extent}`;
}

function extentOf(facts: RequestFacts): string | undefined {
  if (tryRead(() => facts.header('transfer-encoding')) !== undefined) return 'chunked';
  const length = tryRead(() => facts.header('content-length'));
  if (length === undefined || !LENGTH.test(length)) return undefined;
  return Number(length) === 1 ? '1 byte' : `${Number(length)} bytes`;
}

const LENGTH = /^0{0,15}[1-9]\d{0,14}$/;

function mediaTypeOf(facts: RequestFacts): string | undefined {
  const type = tryRead(() => facts.header('content-type'));
  return type === undefined ? undefined : MEDIA_TYPE.exec(type)?.[1]!.toLowerCase();
}

/** Without its parameters; its registered names are shorter (RFC 6838, section 4.2). */
const MEDIA_TYPE = /^[ \t]*([\w.+-]{1,127}\/[\w.+-]{1,127})[ \t]*(?:;|$)/;

/** The faulty fields, or what the client may know of a body that is no JSON at all. */
function jsonErrorsOf({ recognition, captured }: Classified, told: Told, write: Write): string | undefined {
  const { reason, errors } = told;
  if (errors === undefined) {
    const isMalformed = recognition.code === BODY_MALFORMED.code && isJson(mediaTypeOf(captured.facts));
    return isMalformed ? write(reason, MAX_ERROR) : undefined;
  }
  // Apart from each other: a pointer's last name must not make a secret of the message behind it.
  const lines = errors.slice(0, MAX_ERRORS).map(({ pointer, message }) => {
    const text = write(message, MAX_ERROR);
    return pointer === '' ? text : `${write(pointer, MAX_ERROR)}: ${text}`;
  });
  const left = errors.length - MAX_ERRORS;
  if (left > 0) lines.push(`and ${left} more`);
  return lines.join('\n');
}

function isJson(mediaType: string | undefined): boolean {
  return mediaType !== undefined && /[/+]json$/.test(mediaType);
}

/** Facts come from a framework's objects, which may fail like anything else. */
function tryRead(read: () => string | undefined): string | undefined {
  try {
    const value: unknown = read();
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
