/** An object that is no array: what options, and parts of files, may be. A Map or a class instance is one too. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
