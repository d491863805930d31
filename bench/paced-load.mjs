/**
 * `node paced-load.mjs <port> <path> <rate> <seconds> <accept>`: requests at a fixed rate over keep-alive
 * connections. Latency counts from the moment when a request was due, so a server that stalls pays for
 * every request that it made wait (wrk and autocannon either lack a rate or round to whole milliseconds).
 */

import { connect } from 'node:net';

const [port, path, rate, seconds, accept] = process.argv.slice(2);
const CONNECTIONS = 32;
const WARMUP_SECONDS = 1;
const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: ${accept}\r\n\r\n`;
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

function open() {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
    const connection = { send };
    let since = 0;
    let received = '';
    function send(dueAt) {
      since = dueAt;
      received = '';
      socket.write(request);
    }
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('connect', () => resolve(idle.push(connection)));
    socket.on('data', (chunk) => {
      received += chunk;
      if (!isComplete(received)) return;
      if (since >= counted) latencies.push(performance.now() - since);
      idle.push(connection);
    });
  });
}

/** Every server that is measured this way sends a Content-Length. */
function isComplete(text) {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = Number(/content-length: (\d+)/i.exec(text)[1]);
  return text.length >= head + 4 + length;
}

function report() {
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  process.stdout.write(JSON.stringify({ sent: latencies.length, p50: at(0.5), p99: at(0.99) }), () =>
    process.exit(0),
  );
}
