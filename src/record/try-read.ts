/** Facts come from a framework's objects, which may fail like anything else: `undefined` then. */
export function tryRead<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
