/** Bodies that are still being made while they are sent, and may fail then. */

interface NodeStream {
  once(event: 'error', listener: (error: unknown) => void): void;
}

type OnError = (error: unknown) => void;

/**
 * What to send in the place of a handler's body, so that `onError` hears when making it fails, before the
 * framework does: a Node stream and whatever cannot fail are themselves, a web stream or a `Response` that has
 * one is replaced by its like.
 */
export function watchBody<Body>(body: Body, onError: OnError): Body {
  if (typeof body !== 'object' || body === null) return body;
  if ('pipe' in body && 'once' in body) {
    (body as unknown as NodeStream).once('error', onError);
    return body;
  }
  return (watchWebBody(body, onError) ?? body) as Body;
}

/** `undefined` for a body that is neither, or is being read. */
function watchWebBody(body: object, onError: OnError): object | undefined {
  if (isWebStream(body)) return watchUnlocked(body, onError);
  // By its tag, as frameworks know it: it may be of another copy of undici than the runtime's.
  if (Object.prototype.toString.call(body) !== '[object Response]') return undefined;
  const response = body as Response;
  const stream = response.body === null ? undefined : watchUnlocked(response.body, onError);
  return stream && new Response(stream, response);
}

/** By its shape, as Fastify knows it: it may be of another realm, or of a polyfill. */
function isWebStream(body: object): body is ReadableStream {
  const { getReader, locked } = body as Partial<ReadableStream>;
  return typeof getReader === 'function' && typeof locked === 'boolean';
}

function watchUnlocked(stream: ReadableStream, onError: OnError): ReadableStream | undefined {
  return stream.locked ? undefined : watch(stream, onError);
}

/** Read no faster than it is asked to be, as the one that is given. */
function watch(stream: ReadableStream, onError: OnError): ReadableStream {
  const reader = stream.getReader();
  let cancelled = false;
  return new ReadableStream(
    {
      async pull(controller) {
        let read: Awaited<ReturnType<typeof reader.read>>;
        try {
          read = await reader.read();
        } catch (error) {
          if (!cancelled) onError(error);
          throw error;
        }
        // Whoever stops reading ends the read that is under way, and there is nothing left to close.
        if (cancelled) return;
        if (read.done) controller.close();
        else controller.enqueue(read.value);
      },
      cancel(reason) {
        cancelled = true;
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
