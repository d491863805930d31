/**
 * Enough of a secret to see in two log lines that it is the same. Keyed by what nobody outside this process knows, so
 * that a short value cannot be guessed from it; for comparing lines of one process, no cryptography.
 */
export function hashOf(value: string): string {
  const [a, b] = (key ??= crypto.getRandomValues(new Uint32Array(2)));
  let left = a!;
  let right = b!;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    left = Math.imul(left ^ code, 0x85ebca6b);
    left ^= left >>> 15;
    right = Math.imul(right ^ code, 0xc2b2ae35);
    right ^= right >>> 13;
  }
  const mixed = Math.imul(left ^ (right >>> 16), 0x27d4eb2f) ^ right ^ a!;
  return (mixed >>> 0).toString(16).padStart(8, '0');
}

let key: Uint32Array | undefined;
