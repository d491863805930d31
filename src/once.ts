/** What is made when it is first used, and kept: tables that no application should pay for at its start. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/**
 * A pattern that is compiled when it is first used. Those with classes of Unicode properties are: each takes a third
 * of a millisecond, even to be read past in the source.
 */
export function pattern(source: string, flags: string): () => RegExp {
  return once(() => new RegExp(source, flags));
}
