import { shownJson } from '../extensions.ts';
import { escapeJson, quote } from '../quote.ts';
import { fieldOf, metadataOf, reasonOf } from './rpc-names.ts';
import { rpcStatusOf } from './rpc-status.ts';
import type { Debug, Problem, Renderer, Shown, VettedFieldError } from '../../model.ts';
import type { Preset } from './preset.ts';

/**
 * The logical group of the reasons, which the standard wants to be the name of the service. It is not known here, the
 * request's `Host` is the client's word, and the name of a library tells nobody anything but what to attack.
 */
const DOMAIN = 'application';

/** The error of Google's APIs, AIP-193: the JSON of `google.rpc.Status`, with at most one detail of each type. */
export const aip193: Preset = { name: 'aip-193', renderers: { json: aip193Json(DOMAIN) } };

/** @param domain of the reasons, e.g. `orders.example.com` */
export function aip193Json(domain: string): Renderer {
  const domainMember = `,"domain":${quote(domain)}`;
  return {
    format: 'json',
    contentType: 'application/json; charset=utf-8',
    headers: undefined,
    render: (problem) => renderStatus(problem, domainMember),
    escape: escapeJson,
  };
}

function renderStatus(problem: Problem, domainMember: string): string {
  const { status, title, detail, code, correlationId, errors, headers, language, shown, debug } = problem;
  const name = rpcStatusOf(status, code);
  const message = quote(detail ?? title);
  const reason = reasonOf(code);
  let json = `{"error":{"code":${status},"message":${message},"status":"${name}","details":[`;
  json += `${any('ErrorInfo')},"reason":"${reason ?? name}"${domainMember}${metadataJson(problem, reason)}}`;
  if (errors !== undefined) json += `,${badRequest(errors)}`;
  json += `,${any('RequestInfo')},"requestId":${quote(correlationId)}}`;
  const seconds = headers?.['retry-after'];
  if (seconds !== undefined && SECONDS.test(seconds))
    json += `,${any('RetryInfo')},"retryDelay":"${seconds}s"}`;
  if (language !== undefined)
    json += `,${any('LocalizedMessage')},"locale":${quote(language)},"message":${message}}`;
  if (debug !== undefined || shown?.stack !== undefined) json += `,${debugInfo(debug, shown)}`;
  if (shown !== undefined) json += diagnosis(shown);
  return `${json}]}}`;
}

/** `Retry-After` may be a date too, which is no delay. */
const SECONDS = /^\d{1,9}$/;

/** A message packed into `google.protobuf.Any`, left open. */
function any(type: string): string {
  return `{"@type":"type.googleapis.com/google.rpc.${type}"`;
}

function metadataJson({ details, code, retryable }: Problem, reason: string | undefined): string {
  if (details === undefined && retryable === undefined && reason === code) return '';
  const metadata = {
    ...(details !== undefined && metadataOf(details)),
    ...(reason !== code && { code }),
    ...(retryable !== undefined && { retryable: String(retryable) }),
  };
  return `,"metadata":${JSON.stringify(metadata)}`;
}

function badRequest(errors: readonly VettedFieldError[]): string {
  const violations = errors.map(({ pointer, message, code }) => {
    const json = `{"field":${quote(fieldOf(pointer))},"description":${quote(message)}`;
    const reason = code === undefined ? undefined : reasonOf(code);
    return reason === undefined ? `${json}}` : `${json},"reason":"${reason}"}`;
  });
  return `${any('BadRequest')},"fieldViolations":[${violations.join(',')}]}`;
}

function debugInfo(debug: Debug | undefined, shown: Shown | undefined): string {
  const stackEntries = shown?.stack ?? debug?.stack;
  const causes = debug?.causes.map(({ name, message }) => `Caused by ${name}: ${message}`) ?? [];
  const detail = debug && [`${debug.name}: ${debug.message}`, ...causes].join('\n');
  return `${any('DebugInfo')},${JSON.stringify({ stackEntries, detail }).slice(1)}`;
}

/** No type of the standard is made for these: a `Struct`, whose JSON stands under `value`. */
function diagnosis(shown: Shown): string {
  const members = shownJson({ ...shown, stack: undefined }, '');
  if (members === '') return '';
  return `,{"@type":"type.googleapis.com/google.protobuf.Struct","value":{${members.slice(1)}}}`;
}
