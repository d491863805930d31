/** What an adapter needs of a stream that a handler answers with. */
export interface StreamBody {
  once(event: 'error', listener: (error: unknown) => void): void;
}

/** Whether a body is a Node stream, of any implementation. */
export function isStreamBody(body: unknown): body is StreamBody {
  return typeof body === 'object' && body !== null && 'pipe' in body && 'once' in body;
}
