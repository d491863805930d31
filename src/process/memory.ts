/** Which thrown objects were recorded a moment ago: one failure is told once, whoever hears of it. */

interface Earlier {
  readonly correlationId: string;
  /** It was recorded as what ends the process. */
  readonly fatal: boolean;
}

export interface Memory {
  readonly recall: (thrown: unknown) => Earlier | undefined;
  readonly remember: (thrown: unknown, correlationId: string, fatal?: boolean) => void;
}

/** In milliseconds: an error object that an application keeps and throws again is a new failure. */
const SPAN = 1000;

export function createMemory(): Memory {
  const known = new WeakMap<object, Earlier & { readonly at: number }>();
  return {
    recall(thrown) {
      const earlier = isObject(thrown) ? known.get(thrown) : undefined;
      return earlier !== undefined && performance.now() - earlier.at < SPAN ? earlier : undefined;
    },
    remember(thrown, correlationId, fatal = false) {
      if (isObject(thrown)) known.set(thrown, { correlationId, fatal, at: performance.now() });
    },
  };
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
