/** Keys of stored occurrences: unique, and in the order of text as they were made in a process. */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME = 9;
const COUNT = 4;
const RANDOM = 9;
const MAX_TIME = 2 ** (5 * TIME) - 1;
const MAX_COUNT = 2 ** (5 * COUNT) - 1;

/**
 * 22 symbols of Crockford's base 32: the time, a counter, and what tells this process from others. A clock that jumps back
 * is waited for at the latest time that was told: ids ascend whatever it does.
 * @returns makes one; it is given milliseconds since 1970
 */
export function createOccurrenceIds(): (now: number) => string {
  let time = 0;
  let count = 0;
  let head = '';
  let tail: string | undefined;
  return (now) => {
    const at = Math.min(Math.max(Math.floor(now), 0), MAX_TIME);
    if (at > time || head === '') start(Math.max(at, time));
    else if (count < MAX_COUNT) count++;
    else start(time + 1);
    // Not before: a process may be copied between its start and its first error.
    tail ??= randomSymbols();
    return head + symbolsOf(count, COUNT) + tail;
  };

  function start(at: number): void {
    time = at;
    count = 0;
    head = symbolsOf(at, TIME);
  }
}

function symbolsOf(value: number, length: number): string {
  let symbols = '';
  let left = value;
  for (let index = 0; index < length; index++) {
    symbols = ALPHABET[left % 32]! + symbols;
    left = Math.floor(left / 32);
  }
  return symbols;
}

function randomSymbols(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(RANDOM));
  // 256 is a multiple of 32, so the five low bits of a random byte are uniform.
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}
