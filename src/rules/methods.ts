/** The methods that a pattern or a condition names. */

/**
 * As they stand on the wire, in upper case. `GET` includes `HEAD`, whose answer has the same head as that of `GET`
 * (RFC 9110, section 9.3.2). `undefined`: all.
 */
export function methodsOf(names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (names === undefined || names.length === 0) return undefined;
  const methods = new Set(names.map((name) => name.toUpperCase()));
  if (methods.has('GET')) methods.add('HEAD');
  return methods;
}
