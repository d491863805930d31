/**
 * `node paced-load.mjs <port> <path> <rate> <seconds> <accept>`: requests at a fixed rate over keep-alive
 * connections. Latency counts from the moment when a request was due, so a server that stalls pays for
 * every request that it made wait (wrk and autocannon either lack a rate or round to whole milliseconds).
 */

import { openConnection } from './connection.mjs';

const [port, path, rate, seconds, accept] = process.argv.slice(2);
const CONNECTIONS = 32;
const WARMUP_SECONDS = 1;
const interval = 1000 / Number(rate);
const idle = [];
const latencies = [];
const waiting = [];

await Promise.all(Array.from({ length: CONNECTIONS }, open));
const start = performance.now();
const counted = start + WARMUP_SECONDS * 1000;
const end = counted + Number(seconds) * 1000;
let due = start;

pump();

/** Runs in a loop of its own instead of on timers, which are too coarse; its core has nothing else to do. */
function pump() {
  const now = performance.now();
  for (; due <= now && due < end; due += interval) waiting.push(due);
  while (waiting.length > 0 && idle.length > 0) idle.pop().send(waiting.shift());
  if (now > end + 5000) throw new Error('the server did not keep up with the rate');
  if (due < end || waiting.length > 0 || idle.length < CONNECTIONS) setImmediate(pump);
  else report();
}

async function open() {
  let since = 0;
  const connection = await openConnection({
    port,
    path,
    accept,
    onAnswer() {
      if (since >= counted) latencies.push(performance.now() - since);
      idle.push(asked);
    },
  });
  const asked = {
    send(dueAt) {
      since = dueAt;
      connection.send();
    },
  };
  idle.push(asked);
}

function report() {
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  process.stdout.write(JSON.stringify({ sent: latencies.length, p50: at(0.5), p99: at(0.99) }), () =>
    process.exit(0),
  );
}
