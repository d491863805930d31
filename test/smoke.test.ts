import { createFaultline } from 'faultline';
import { expect, it } from 'vitest';

it('R16 R24 hides an unexpected message with zero configuration', () => {
  const fl = createFaultline({ logger: false });
  const { reply } = fl.resolve(new Error('select * from users'), { method: 'GET', url: '/', header: () => undefined });
  expect(reply.status).toBe(500);
  expect(reply.body).not.toContain('select');
});
