/** Whether a warning comes of writing records: a logger that warns at each call must not be asked to write that. */

let writing = 0;

/** Several instances hear of a warning, and the first of them writes before the next one is asked. */
const genuine = new WeakSet<object>();

export function comesOfWriting(warning: object): boolean {
  if (genuine.has(warning)) return false;
  if (writing > 0) return true;
  genuine.add(warning);
  return false;
}

/** Warnings are told in the next tick, in the order in which they came: what `write` causes comes before the end. */
export function whileWriting(write: () => void): void {
  const end = (): void => void (writing -= 1);
  writing += 1;
  write();
  if (typeof globalThis.process?.nextTick === 'function') globalThis.process.nextTick(end);
  else queueMicrotask(end);
}
