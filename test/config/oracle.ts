/**
 * What a configuration means, written as plainly as it can be: one loop over everything, nothing prepared,
 * nothing shared with the engine but the renderers of the default format.
 */

import { BlockList, isIPv6 } from 'node:net';
import { pathToRegexp } from 'path-to-regexp';
import { renderers } from '../../src/renderers/index.ts';
import type { Condition, Config, Expected, OneOrMore, Row, Rule, Scope } from '../../src/config/shapes.ts';
import type { Format, JsonValue, Problem, VettedFieldError } from '../../src/model.ts';

/** A thrown exception, as the library sees it before any overlay. */
export interface Failure {
  readonly code: string;
  readonly name: string;
  readonly status: number;
  /** Its text, where it may be shown. */
  readonly message?: string;
  readonly retryable?: boolean;
  readonly retryAfter?: string;
  readonly details?: JsonValue;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

export interface Request {
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly remoteAddress?: string;
  readonly mount?: string;
}

export interface Surroundings {
  readonly correlationId: string;
  readonly now: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Those of rows, and what they replace. */
  readonly headers: Readonly<Record<string, string>>;
  /** What decided, 1 to 6. */
  readonly priority: number;
}

export function answerOf(config: Config, failure: Failure, request: Request, around: Surroundings): Answer {
  const path = pathOf(withoutFragment(request.url));
  const api = config.apis?.find(({ match }) => match.some((pattern) => isPath(pattern, path)));
  const route = api?.routes?.find((at) => isPath(at.path, path) && isMethod(at.methods, request.method));
  const group = config.groups?.find(({ id }) => id === api?.group);
  const scopes: Scope[] = [route, api, group, config.platform].filter((scope) => scope !== undefined);
  const rows = scopes.map((scope) => rowOf(scope, failure));

  const holds = (rule: Rule): boolean =>
    rule.active !== false && isTrue(rule.when ?? {}, failure, request, api?.id);
  const rowTemplate = rows.find((row) => row?.template !== undefined)?.template;
  const wideTemplate = scopes.find(({ template }) => template !== undefined)?.template;
  const rule = scopes
    .flatMap((scope, index) => [...byOrder(rows[index]?.rules), ...byOrder(scope.rules)])
    .find(holds);
  const source = rowTemplate ?? wideTemplate ?? rule;

  const nearest = <Field extends keyof Row>(field: Field): Row[Field] | undefined =>
    rows.find((row) => row?.[field] !== undefined)?.[field];
  const own = defaultsOf(failure, around);
  const seen = { failure, request, around, api, own, customized: own, final: own };
  const text = (template: string | undefined): string | undefined =>
    template === undefined ? undefined : fill(template, seen, (value) => value);
  const message = text(nearest('message'));
  const status = nearest('status') ?? own.status;
  const customized = { code: nearest('code') ?? own.code, status, message: message ?? own.message };
  const final = { ...customized, status: source?.status ?? status };
  const all = { ...seen, customized, final };

  const headers: Record<string, string> = {};
  if (failure.retryAfter !== undefined) headers['retry-after'] = failure.retryAfter;
  for (const row of rows.toReversed()) {
    for (const [name, value] of Object.entries(row?.headers ?? {}))
      headers[name.toLowerCase()] = text(value)!;
  }

  if (source !== undefined) {
    const contentType = withCharset(source.contentType ?? 'application/json;charset=utf-8');
    const body = bodyOf(source.body, formatOf(contentType), all);
    const priority = rowTemplate !== undefined ? 1 : wideTemplate !== undefined ? 2 : 3;
    return { status: final.status, contentType, body, headers, priority };
  }
  const format = negotiated(request);
  const formats = [api, group, config.platform].find((level) => level?.templates?.[format] !== undefined);
  const priority = rows.some((row, index) => hasValue(row) && scopes[index] !== config.platform)
    ? 4
    : rows.some(hasValue)
      ? 5
      : 6;
  if (formats !== undefined) {
    const body = bodyOf(formats.templates![format]!, format, all);
    return { status, contentType: TYPES[format], body, headers, priority };
  }
  const problem = {
    status,
    title: text(nearest('title')) || phraseOf(status),
    detail: (message ?? failure.message ?? (status < 500 ? undefined : sentence(around))) || undefined,
    code: customized.code,
    correlationId: around.correlationId,
    errors: failure.errors as unknown as readonly VettedFieldError[] | undefined,
    details: failure.details,
    retryable: nearest('retryable') ?? failure.retryable,
  } as unknown as Problem;
  const { contentType } = renderers[format];
  return { status, contentType, body: renderers[format].render(problem), headers, priority };
}

/** What clients do not send, some servers take. */
function withoutFragment(url: string): string {
  return url.split('#')[0]!;
}

/** Percent-encoded unreserved characters are those characters (RFC 3986, section 6.2.2.2). */
function pathOf(url: string): string {
  return url.split('?')[0]!.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : encoded;
  });
}

function isPath(pattern: string, path: string): boolean {
  return pathToRegexp(pattern).regexp.test(path);
}

function isMethod(methods: readonly string[] | undefined, method: string): boolean {
  if (methods === undefined || methods.length === 0 || methods.includes(method)) return true;
  return method === 'HEAD' && methods.includes('GET');
}

function rowOf({ errors = {} }: Scope, { code, name, status }: Failure): Row | undefined {
  const key = [code, name, `${status}`, `${Math.floor(status / 100)}xx`].find((wanted) =>
    Object.keys(errors).includes(wanted),
  );
  return key === undefined ? undefined : errors[key];
}

function byOrder(rules: readonly Rule[] = []): readonly Rule[] {
  return rules.toSorted((a, b) => a.order - b.order);
}

function hasValue(row: Row | undefined): boolean {
  if (row === undefined) return false;
  const { message, title, code, status, retryable, headers } = row;
  return [message, title, code, status, retryable, headers].some((value) => value !== undefined);
}

function isTrue(when: Condition, failure: Failure, request: Request, api: string | undefined): boolean {
  const again = (part: Condition): boolean => isTrue(part, failure, request, api);
  const path = pathOf(withoutFragment(request.url));
  const query = new URLSearchParams(withoutFragment(request.url).split('?')[1] ?? '');
  const sent = request.headers['content-type']?.split(';')[0]!.trim().toLowerCase();
  const { status } = failure;
  const holds: boolean[] = [
    when.path === undefined || listed(when.path).some((pattern) => isPath(pattern, path)),
    when.method === undefined || isMethod(listed(when.method), request.method),
    when.ip === undefined || listed(when.ip).some((network) => isWithin(request.remoteAddress, network)),
    when.contentType === undefined || listed(when.contentType).some((type) => isOfType(sent, type)),
    when.status === undefined ||
      listed(when.status).some((value) => [`${status}`, `${status}`[0] + 'xx'].includes(`${value}`)),
    when.code === undefined || listed(when.code).includes(failure.code),
    when.api === undefined || listed(when.api).some((id) => id === api),
    when.all === undefined || when.all.every(again),
    when.any === undefined || when.any.some(again),
    when.not === undefined || !again(when.not),
  ];
  for (const [name, expected] of Object.entries(when.header ?? {})) {
    const value = request.headers[name.toLowerCase()];
    holds.push(value !== undefined && isExpected(value, expected));
  }
  for (const [name, expected] of Object.entries(when.query ?? {}))
    holds.push(query.getAll(name).some((value) => isExpected(value, expected)));
  return holds.every(Boolean);
}

function listed<T>(value: OneOrMore<T>): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}

function isExpected(value: string, expected: Expected): boolean {
  if (typeof expected === 'object' && 'matches' in expected) return new RegExp(expected.matches).test(value);
  return listed(expected).includes(value);
}

function isWithin(address: string | undefined, network: string): boolean {
  if (address === undefined) return false;
  const [start, bits] = network.split('/');
  const family = (text: string): 'ipv4' | 'ipv6' => (isIPv6(text) ? 'ipv6' : 'ipv4');
  const list = new BlockList();
  if (bits === undefined) list.addAddress(start!, family(start!));
  else list.addSubnet(start!, Number(bits), family(start!));
  return list.check(address, family(address));
}

function isOfType(sent: string | undefined, pattern: string): boolean {
  if (sent === undefined) return false;
  const source = pattern
    .toLowerCase()
    .replace(/[.+]/g, String.raw`\$&`)
    .replace(/\*/g, '[^/]+');
  return new RegExp(`^${source}$`).test(sent);
}

/** For the few headers that requests of the tests have. */
function negotiated({ headers }: Request): Format {
  return FORMATS[headers['accept'] ?? ''] ?? FORMATS[headers['content-type'] ?? ''] ?? 'json';
}

const FORMATS: Readonly<Record<string, Format>> = {
  'application/json': 'json',
  'application/json; charset=utf-8': 'json',
  'application/vnd.shop+json': 'json',
  'application/xml': 'xml',
  'application/problem+xml': 'xml',
  'text/xml;q=0.9, application/json;q=0.1': 'xml',
  'text/plain': 'text',
  'text/html': 'html',
};

const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json;charset=utf-8',
  xml: 'application/xml;charset=utf-8',
  text: 'text/plain;charset=utf-8',
  html: 'text/html;charset=utf-8',
};

function withCharset(contentType: string): string {
  return contentType.includes('charset=') ? contentType : `${contentType};charset=utf-8`;
}

function formatOf(contentType: string): Format {
  const type = contentType.split(';')[0]!;
  if (type.endsWith('json')) return 'json';
  if (type.endsWith('xml')) return 'xml';
  return type === 'text/html' ? 'html' : 'text';
}

interface Values {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

interface Seen {
  readonly failure: Failure;
  readonly request: Request;
  readonly around: Surroundings;
  readonly api: { readonly id: string; readonly name: string } | undefined;
  readonly own: Values;
  readonly customized: Values;
  readonly final: Values;
}

function defaultsOf({ code, status, message }: Failure, around: Surroundings): Values {
  return { code, status, message: message ?? (status < 500 ? phraseOf(status) : sentence(around)) };
}

function sentence({ correlationId }: Surroundings): string {
  return `An unexpected error occurred. If you need help, mention this reference: ${correlationId}.`;
}

const PHRASES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  418: "I'm a Teapot",
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

function phraseOf(status: number): string {
  const phrase = PHRASES[status];
  if (phrase === undefined) throw new Error(`The oracle has no phrase for ${status}.`);
  return phrase;
}

/** Placeholders are replaced in one pass, so that no value is read as a template. */
function fill(template: string, seen: Seen, escape: (value: string) => string): string {
  const values = placeholders(seen);
  return template.replace(/#\{[A-Za-z.]+\}|#[A-Z_]+#|\$\{\w+\}/g, (placeholder) => {
    const value = values[placeholder];
    if (value === undefined) throw new Error(`The oracle has no value for ${placeholder}.`);
    return escape(`${value}`);
  });
}

function bodyOf(body: JsonValue, format: Format, seen: Seen): string {
  return fill(typeof body === 'string' ? body : JSON.stringify(body), seen, ESCAPES[format]);
}

const ESCAPES: Readonly<Record<Format, (value: string) => string>> = {
  json: (value) =>
    JSON.stringify(value)
      .slice(1, -1)
      .replaceAll('\u2028', String.raw`\u2028`)
      .replaceAll('\u2029', String.raw`\u2029`),
  xml: toMarkup,
  html: toMarkup,
  text: (value) =>
    Array.from(value, (character) => {
      if (['\n', '\r', '\t'].includes(character)) return ' ';
      return /[\p{Cc}\p{Bidi_Control}\u2028\u2029\p{Cs}]/u.test(character) ? '\ufffd' : character;
    }).join(''),
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\r': '&#13;',
};

function toMarkup(value: string): string {
  return Array.from(value, (character) => {
    const allowed = /[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character);
    return allowed ? (ENTITIES[character] ?? character) : '\ufffd';
  }).join('');
}

function placeholders({
  request,
  around,
  api,
  own,
  customized,
  final,
}: Seen): Record<string, string | number> {
  const [path = '', query = ''] = withoutFragment(request.url).split('?');
  const at = new Date(around.now);
  const variables = Object.entries(around.environment).map(([name, value]) => [`\${${name}}`, value]);
  return {
    '#CORRELATIONID#': around.correlationId,
    '#FAULTCODE#': final.code,
    '#FAULTMESSAGE#': final.message,
    '#FAULTMESSAGE_FIRSTLINE#': final.message.split(/[\r\n]/)[0]!,
    '#FAULTSTATUSCODE#': final.status,
    '#RESPONSEFROMAPI#': '',
    '#RESPONSEFROMAPI_FIRSTLINE#': '',
    '#{error.customizedErrorCode}': customized.code,
    '#{error.customizedHttpCode}': customized.status,
    '#{error.customizedMessage}': customized.message,
    '#{error.defaultErrorCode}': own.code,
    '#{error.defaultMessage}': own.message,
    '#{error.defaultHttpCode}': own.status,
    '#{request.method}': request.method,
    '#{request.uri}': path,
    '#{request.contentType}': request.headers['content-type'] ?? '',
    '#{request.remoteAddress}': request.remoteAddress ?? '',
    '#{request.queryString}': query,
    '#{request.pathInfo}': path.slice(request.mount?.length ?? 0),
    '#{request.contextPath}': request.mount ?? '',
    '#{message.correlationId}': around.correlationId,
    '#{apiProxy.id}': api?.id ?? '',
    '#{apiProxy.name}': api?.name ?? '',
    '#{dateTime.year}': at.getUTCFullYear(),
    '#{dateTime.month}': at.getUTCMonth() + 1,
    '#{dateTime.dayOfMonth}': at.getUTCDate(),
    '#{dateTime.hour}': at.getUTCHours(),
    '#{dateTime.minute}': at.getUTCMinutes(),
    '#{dateTime.second}': at.getUTCSeconds(),
    '#{dateTime.timestamp}': Math.floor(around.now / 1000),
    '#{dateTime.formattedText}': at.toISOString().slice(0, 19).replace('T', ' '),
    ...Object.fromEntries(variables),
  };
}
