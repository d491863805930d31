/** The message attributes of a failure (R54): what the library knows by name and value, freed of secrets. */

import { phraseOf } from '../http/status.ts';
import type { Attribute, Decided, RequestFacts } from '../model.ts';
import { toRecordedRequest } from '../record/request.ts';
import { writeOf, type Write } from '../record/write.ts';
import type { Redactor } from '../redact/index.ts';

const MAX_NAME = 256;
/** Anything else is a text, which may say what nobody vetted. */
const NAME = /^[A-Za-z_$][\w$.-]{0,99}$/;
const MAX_REASON = 2048;
const MAX_HEADER = 512;

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
 * The attributes that there are, in this order. No object is ever turned into text (D13), each value is one bounded
 * line, and of headers a line each. Never throws.
 * @param reason what the client may know of the failure: vetted text
 */
export function attributesOf(decided: Decided, reason: string, redactor: Redactor): readonly Attribute[] {
  const { view, facts, correlationId } = decided.classified.captured;
  const write = writeOf(redactor.on(tryRead(() => facts.route)));
  const request = toRecordedRequest(facts, write);
  const text = write(reason, MAX_REASON);
  const thrown = view.read('name');
  const values: readonly (readonly [name: string, value: string | undefined])[] = [
    [
      'circuit.exception',
      write(typeof thrown === 'string' && NAME.test(thrown) ? thrown : typeof view.value, MAX_NAME),
    ],
    ['circuit.failure.reason', text],
    ['failure.reason', text],
    ['http.client', request?.remoteAddress],
    ['http.headers', headersOf(facts, write)],
    ['http.response.info', phraseOf(decided.status)],
    ['http.response.status', String(decided.status)],
    ['id', correlationId],
    ['request.method', request?.method],
    ['request.path', request?.path],
    ['route', request?.route],
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

/** Facts come from a framework's objects, which may fail like anything else. */
function tryRead(read: () => string | undefined): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
