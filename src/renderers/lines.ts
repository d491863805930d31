/** Plain text in blocks of lines, none of which a value can forge. */

import { pathOf } from './path.ts';
import type { Debug, JsonValue, Shown } from '../model.ts';
import type { Told } from './told.ts';

export type Block = readonly string[];

/** Blocks with an empty line between them, those without a line left out. */
export function joinBlocks(blocks: readonly Block[]): string {
  const filled = blocks.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What a problem has beyond its head, in the order of every format. */
export function extensionBlocks({ errors, details, shown, debug }: Told): readonly Block[] {
  const blocks: Block[] = [];
  if (errors !== undefined)
    blocks.push(
      errors.map(({ pointer, message }) => `- ${printable(pointer || '/')}: ${printable(message)}`),
    );
  if (details !== undefined) blocks.push(linesOf(details));
  if (shown !== undefined) blocks.push(...shownBlocks(shown));
  if (debug !== undefined) blocks.push(...debugBlocks(debug));
  return blocks;
}

function linesOf(details: JsonValue): Block {
  if (typeof details !== 'object' || details === null || Array.isArray(details))
    return [printable(JSON.stringify(details))];
  return Object.entries(details).map(([key, value]) => {
    return `${printable(key)}: ${printable(typeof value === 'string' ? value : JSON.stringify(value))}`;
  });
}

function shownBlocks({ trail, stack, attributes }: Shown): readonly Block[] {
  const blocks: Block[] = [];
  if (trail !== undefined) {
    const { policy, filters } = pathOf(trail);
    const steps = filters.map(({ name, status, filterMessage }) => {
      return `${status}: ${printable(name)}${filterMessage === undefined ? '' : ` (${filterMessage})`}`;
    });
    blocks.push([`Path: ${printable(policy)}`, ...steps]);
  }
  if (stack !== undefined) blocks.push(stack.map(printable));
  if (attributes !== undefined)
    blocks.push(attributes.map(({ name, value }) => `${printable(name)}: ${printable(value)}`));
  return blocks;
}

function debugBlocks({ name, message, stack, causes }: Debug): readonly Block[] {
  return [
    (stack ?? [`${name}: ${message}`]).map(printable),
    causes.map((cause) => `Caused by ${printable(cause.name)}: ${printable(cause.message)}`),
  ];
}

/** A value must not forge a line or steer a terminal: controls and bidirectional marks become U+FFFD. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const STEERING = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu;

export function printable(value: string): string {
  return value.replace(STEERING, (character) => (/[\n\r\t]/.test(character) ? ' ' : '\ufffd'));
}
