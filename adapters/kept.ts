/** What Fastify keeps on its requests and replies under symbols of its own. */

type Kept = Record<symbol, object | null | undefined>;

/** The symbols are private to each copy of Fastify; a process rarely has two. */
const keys = new Map<string, symbol>();

/** `undefined` where it keeps no such thing, or keeps it in another way. */
export function keptBy(owner: object, description: string): object | null | undefined {
  const key = keyOf(owner, description);
  return key === undefined ? undefined : (owner as Kept)[key];
}

/** In place of what it keeps; does nothing where it keeps no such thing. */
export function keep(owner: object, description: string, value: object | null): void {
  const key = keyOf(owner, description);
  if (key !== undefined) (owner as Kept)[key] = value;
}

function keyOf(owner: object, description: string): symbol | undefined {
  let key = keys.get(description);
  if (key !== undefined && key in owner) return key;
  key = Object.getOwnPropertySymbols(owner).find((symbol) => symbol.description === description);
  if (key !== undefined) keys.set(description, key);
  return key;
}
