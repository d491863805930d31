import { answer } from 'faultline/http';
import { describe, expect, it } from 'vitest';
import type { Reply, RequestFacts } from '../../src/model.ts';

const FACTS: RequestFacts = { method: 'GET', url: '/', header: () => undefined };
const replyOf = (body: string): Reply => ({
  status: 500,
  headers: {},
  body,
  format: 'html',
  abandoned: false,
});

describe('what every adapter does with a thrown value', () => {
  const handle = (thrown: unknown, facts: RequestFacts) => ({ reply: replyOf(String(thrown)), facts });

  it('sends at once, with nothing to wait for', () => {
    const sent: Reply[] = [];
    const waiting = answer({ handle, debugPage: () => undefined }, 'thrown', FACTS, (reply) =>
      sent.push(reply),
    );
    expect(waiting).toBeUndefined();
    expect(sent).toEqual([replyOf('thrown')]);
  });

  it('R17 sends the page for developers in place of the reply, once it is there', async () => {
    const sent: Reply[] = [];
    const page = Promise.resolve(replyOf('page'));
    const waiting = answer({ handle, debugPage: () => page }, 'thrown', FACTS, (reply) => sent.push(reply));
    expect(sent).toEqual([]);
    await waiting;
    expect(sent).toEqual([replyOf('page')]);
  });
});
