/**
 * The members of a problem that no standard asks for, in the order in which every format shows them: once as data,
 * and once as JSON written by hand, which takes a third of the time.
 */

import { pathOf } from './path.ts';
import { quote } from './quote.ts';
import type { JsonValue, Problem, Shown, VettedFieldError } from '../model.ts';
import type { Told } from './told.ts';

export type Members = Readonly<Record<string, JsonValue | undefined>>;

export function extensionsOf({ errors, details, retryable, shown, debug }: Told): Members {
  const { trail, stack, attributes } = shown ?? NOTHING;
  return {
    errors: errors as JsonValue | undefined,
    details,
    retryable,
    path: trail && asJson(pathOf(trail)),
    stack,
    attributes: attributes && asJson(attributes),
    debug: debug && asJson(debug),
  };
}

const NOTHING: Shown = { explanation: false, trail: undefined, stack: undefined, attributes: undefined };

/** Interfaces lack the index signature of `JsonValue`. */
function asJson(value: object): JsonValue {
  return value as JsonValue;
}

/** The same as JSON, each member with a comma before it. */
export function extensionsJson({ errors, details, retryable, shown, debug }: Problem): string {
  let json = '';
  if (errors !== undefined) json += `,"errors":${fieldErrorsJson(errors)}`;
  if (details !== undefined) json += `,"details":${JSON.stringify(details)}`;
  if (retryable !== undefined) json += `,"retryable":${retryable}`;
  if (shown !== undefined) json += shownJson(shown, 'stack');
  if (debug !== undefined) json += `,"debug":${JSON.stringify(debug)}`;
  return json;
}

export function fieldErrorsJson(errors: readonly VettedFieldError[]): string {
  return `[${errors.map(fieldErrorJson).join(',')}]`;
}

function fieldErrorJson({ pointer, message, code }: VettedFieldError): string {
  const json = `{"pointer":${quote(pointer)},"message":${quote(message)}`;
  return code === undefined ? `${json}}` : `${json},"code":${quote(code)}}`;
}

/** What the `detail` options opened, each member with a comma before it. */
export function shownJson({ trail, stack, attributes }: Shown, stackName: string): string {
  let json = '';
  if (trail !== undefined) json += `,"path":${JSON.stringify(pathOf(trail))}`;
  if (stack !== undefined) json += `,"${stackName}":${JSON.stringify(stack)}`;
  if (attributes !== undefined) json += `,"attributes":${JSON.stringify(attributes)}`;
  return json;
}
