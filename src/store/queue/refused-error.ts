/**
 * A store will never take an occurrence of the batch, however often it is tried: the data itself is wrong for it. A
 * writer that rejects with it gets the batch in halves, until the one that is refused is alone; that one is lost.
 */
export class RefusedError extends Error {
  override readonly name: string = 'RefusedError';
  /** Tells it where there are two copies of this class. */
  readonly isRefused = true;
}

/** Never throws, whatever a writer rejected with. */
export function isRefused(error: unknown): boolean {
  try {
    return (error as { readonly isRefused?: unknown } | null | undefined)?.isRefused === true;
  } catch {
    return false;
  }
}
