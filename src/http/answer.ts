import type { Reply, RequestFacts } from '../model.ts';

/** What `answer` needs of a faultline instance. */
interface Answering<Handled extends { readonly reply: Reply }> {
  handle(thrown: unknown, facts: RequestFacts): Handled;
  debugPage(handled: Handled): Promise<Reply> | undefined;
}

/**
 * What every adapter does with a thrown value: handles it and passes the reply to `send`, at once; in debug
 * mode a browser's reply may come a moment later, as a page for developers. Returns what to wait for, if anything.
 */
export function answer<Handled extends { readonly reply: Reply }>(
  fl: Answering<Handled>,
  thrown: unknown,
  facts: RequestFacts,
  send: (reply: Reply) => void,
): Promise<void> | undefined {
  const handled = fl.handle(thrown, facts);
  const page = fl.debugPage(handled);
  if (page === undefined) send(handled.reply);
  return page?.then(send);
}
