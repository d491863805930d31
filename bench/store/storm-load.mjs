/** Requests at a fixed rate, a few each millisecond, so that the core has time for the server's other threads. */

import { openConnection } from '../connection.mjs';

const CONNECTIONS = 64;
/** Of the references, one in so many is remembered. */
const REMEMBERED = 1000;

export async function createLoad(port) {
  const references = [];
  const idle = [];
  let total = 0;

  function onAnswer(text, connection) {
    if (!text.startsWith('HTTP/1.1 500 ')) throw new Error(text);
    if (total++ % REMEMBERED === 0) references.push(/"correlationId":"([^"]+)"/.exec(text)[1]);
    idle.push(connection);
  }

  const asking = { port, path: '/boom', accept: 'application/json', onAnswer };
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(asking)));
  idle.push(...connections);
  return {
    references,
    total: () => total,
    /** @returns how many were answered, and how many the server was behind when time was up */
    async run(rate, seconds) {
      const before = total;
      const start = performance.now();
      let sent = 0;
      for (let now = start; now < start + seconds * 1000; now = performance.now()) {
        const due = Math.floor(((now - start) * rate) / 1000);
        while (sent < due && idle.length > 0) {
          idle.pop().send();
          sent += 1;
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      const behind = Math.floor(seconds * rate) - sent;
      while (idle.length < CONNECTIONS) await new Promise((resolve) => setTimeout(resolve, 1));
      return { answered: total - before, behind };
    },
    close() {
      for (const connection of connections) connection.close();
    },
  };
}
