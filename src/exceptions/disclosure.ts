/**
 * What an exception's author consented to show, and how any copy of the package recognises it.
 *
 * Consent is a private field read through a prototype accessor with a registered symbol. So it is found
 * across two installed copies and across realms, and cannot be carried by JSON, by `structuredClone`, by a
 * Proxy, by `Object.create(exception)` or by copied properties: all of these lack the private field.
 */

import type { FieldError, JsonValue } from '../model.ts';

export const DISCLOSURE: unique symbol = Symbol.for('faultline.disclosure/1') as never;

export interface Disclosure {
  /** The author's words, as given to the constructor; later changes to `message` are not vetted. */
  readonly message: string;
  /** False when the message is for the log only. */
  readonly expose: boolean;
  readonly code: string;
  readonly status: number;
  /** Neither the instance nor its class named a status. */
  readonly statusIsDefault: boolean;
  readonly details: Readonly<Record<string, JsonValue>> | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly retryable: boolean | undefined;
  readonly retryAfter: number | Date | undefined;
  readonly internal: unknown;
  /** Of the group that it belongs to. */
  readonly fingerprint: string | undefined;
  /** Options that were ignored because they were wrong. */
  readonly notes: readonly string[] | undefined;
}

/** The disclosure of a `BusinessException` of any copy or realm, else `undefined`. Never throws. */
export function disclosureOf(value: unknown): Disclosure | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    const disclosure = (value as { [DISCLOSURE]?: Disclosure })[DISCLOSURE];
    if (disclosure === undefined) return undefined;
    // Only a real error inherits the accessor; an own property is somebody's forgery.
    if (Object.hasOwn(value, DISCLOSURE) || Object.prototype.toString.call(value) !== '[object Error]')
      return undefined;
    return disclosure;
  } catch {
    return undefined;
  }
}

/** Whether a value is a `BusinessException`, made by this copy of the package or another. Never throws. */
export function isBusinessException(value: unknown): boolean {
  return disclosureOf(value) !== undefined;
}
