/** A web stream that fails after the given chunks. */
export function failingAfter(...chunks: string[]): ReadableStream {
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk));
  return new ReadableStream({
    async pull(controller) {
      const chunk = left.shift();
      // The chunk before it must have left by then.
      if (chunk === undefined) await new Promise((done) => setTimeout(done, 20));
      if (chunk === undefined) controller.error(new Error('canary'));
      else controller.enqueue(chunk);
    },
  });
}
