/** The adapter's own hooks on Fastify, which are no steps of the application. Names would be anybody's. */

const own = new WeakSet<object>();

/** Fastify binds every hook to an instance, a new function each time; this one needs none, and stays itself. */
export function ownHook<Hook extends object>(hook: Hook): Hook {
  own.add(hook);
  return Object.defineProperty(hook, 'bind', { value: () => hook });
}

export function isOwnHook(hook: unknown): boolean {
  return own.has(hook as object);
}
