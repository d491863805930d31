/** Numbers for people. */

/** `1 occurrence`, `1,204 occurrences`. */
export function counted(number: number, noun: string): string {
  return `${grouped(number)} ${number === 1 ? noun : `${noun}s`}`;
}

/** `1,204`. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
