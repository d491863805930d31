import { createRedactor } from '../../src/redact/index.ts';

export const redaction = createRedactor().on();

/** Secrets put together from parts, so that scanners stay quiet. */
export const P = ['Vb7', 'kTq!9z'].join('');
export const S = ['q8Zt3WmX', 'y5RbN1Lp'].join('');
/** Of letters only, as many passwords are: nothing but its place tells it. */
export const W = ['sunflower', 'field'].join('');
export const B = ['mK4x8Qz2Wp7L', 's9Vt3Nc6Jh5Rd1Fg0By8'].join('');

/** A part of a secret in a template, where a scanner would take the whole for one. */
export const part = (text: string): string => text;

export const b64 = (text: string): string => Buffer.from(text).toString('base64');

const url64 = (text: string): string => Buffer.from(text).toString('base64url');
export const jwt = [
  url64('{"alg":"HS256","typ":"JWT"}'),
  url64('{"sub":"77"}'),
  'aBcDeFgHiJkLmNoPqRsTuVwXyZ012345',
].join('.');

/** What is it, the text, what must be gone, what must stay. */
export type Case = readonly [what: string, text: string, secret: string, kept?: string];
