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
  if (body instanceof ReadableStream) return body.locked ? undefined : watch(body, onError);
  // By its tag, as frameworks know it: it may be of another copy of undici than the runtime's.
  if (Object.prototype.toString.call(body) !== '[object Response]') return undefined;
  const response = body as Response;
  const { body: stream } = response;
  return stream === null || stream.locked ? undefined : new Response(watch(stream, onError), response);
}

/** Read no faster than it is asked to be, as the one that is given. */
function watch(stream: ReadableStream, onError: OnError): ReadableStream {
  const reader = stream.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          onError(error);
          throw error;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
