/**
 * Takes the rejection of a promise that stands where none was expected - thrown, or returned by a callback
 * that should answer at once - so that it does not end the process. Says whether there was one. Never throws.
 */
export function ignoreRejection(value: unknown): value is Promise<unknown> {
  try {
    if (!(value instanceof Promise)) return false;
    void Promise.prototype.then.call(value, ignore, ignore);
    return true;
  } catch {
    return false;
  }
}

function ignore(): void {}
