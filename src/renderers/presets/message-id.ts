import { once } from '../../once.ts';

/**
 * `Id-` and 24 hexadecimal digits, made of the correlation ID and always the same for it. Of an ID of our own they are
 * its twelve symbols in ASCII, so that the reference can be read back; of a trusted caller's they are a hash.
 */
export function messageIdOf(correlationId: string): string {
  return `Id-${OWN.test(correlationId) ? hexOf(correlationId) : hashOf(correlationId)}`;
}

const OWN = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/;
const HYPHEN = 0x2d;

/** The two digits of each unit of ASCII. */
const digits = once(() => Array.from({ length: 128 }, (_, unit) => unit.toString(16).padStart(2, '0')));

function hexOf(id: string): string {
  const pairs = digits();
  let hex = '';
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index);
    if (unit !== HYPHEN) hex += pairs[unit]!;
  }
  return hex;
}

/** Three times FNV-1a of 32 bits, from different beginnings. Tells IDs apart, hides nothing. */
function hashOf(text: string): string {
  return OFFSETS.map((offset) => {
    let hash = offset;
    for (let index = 0; index < text.length; index++)
      hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
    return (hash >>> 0).toString(16).padStart(8, '0');
  }).join('');
}

const FNV_PRIME = 0x01000193;
/** FNV's own, and two that have nothing to do with it. */
const OFFSETS: readonly number[] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b];
