/** What a placeholder stands for, and what is wrong with one that stands for nothing. */

import { show } from '../codes.ts';
import { nearest } from '../near.ts';
import { once } from '../once.ts';
import type { At } from './at.ts';
import { tokensOf } from './tokens.ts';
import { constant, VALUES, type Value } from './values.ts';

/**
 * The placeholders of a text, each once, sorted, and of two that are the same value always the same one: texts with
 * equal ones show the same values.
 */
export function placeholdersIn(text: string): readonly string[] {
  const written = tokensOf(text).filter(({ placeholder }) => placeholder);
  return [...new Set(written.map((token) => CANONICAL.get(token.text) ?? token.text))].toSorted();
}

const CANONICAL: ReadonlyMap<string, string> = new Map([['#CORRELATIONID#', '#{message.correlationId}']]);

/** Of one text: nobody reads more. */
const MAX_UNKNOWN = 20;

/** What looks up the placeholders of one text, and reports unknown ones, each once. */
export function lookUpFor(at: At): (written: string) => Value | undefined {
  const unknown = new Set<string>();
  return (written) => {
    const value = VALUES().get(written) ?? variable(written, at);
    if (value === undefined && !unknown.has(written) && unknown.size < MAX_UNKNOWN) {
      unknown.add(written);
      at.report(at.pointer, `has the unknown placeholder ${show(written)}`, cureFor(written, at));
    }
    return value;
  };
}

function variable(written: string, { env }: At): Value | undefined {
  if (!written.startsWith('${') || !written.endsWith('}')) return undefined;
  const value = env.get(written.slice(2, -1));
  return value === undefined ? undefined : constant(value);
}

function cureFor(written: string, { env }: At): string {
  const name = bare(written);
  const near = KNOWN().get(nearest(name, KNOWN().keys()) ?? '') ?? asVariable(nearest(name, env.keys()));
  if (near !== undefined) return `did you mean "${near}"?`;
  const itself = `or write ${show(written[0] + written)} for the characters themselves`;
  return written.startsWith('$')
    ? `name the environment variable in "env", ${itself}`
    : `use one of those in docs/templates.md, ${itself}`;
}

/** Placeholders by their names without signs and braces. */
const KNOWN = once(() => new Map([...VALUES().keys()].map((written) => [bare(written), written])));

function bare(written: string): string {
  return written
    .replace(/^[#$]\{?/, '')
    .replace(/[}#]$/, '')
    .trim();
}

function asVariable(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `\${${name}}`;
}
