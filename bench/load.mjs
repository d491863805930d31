/** As many requests as the server takes, by 32 connections: wrk where there is one, else autocannon. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { ACCEPT } from './accept.mjs';
import { hasWrk, pinned } from './machine.mjs';

const run = promisify(execFile);
const CONNECTIONS = 32;
const AUTOCANNON = fileURLToPath(new URL('load-autocannon.mjs', import.meta.url));

const load = hasWrk ? byWrk : byAutocannon;

export function warmUp(server, path, seconds) {
  return load(server.base + path, seconds);
}

/** @returns {Promise<{ perSecond: number, cpu: number, p50: number, p99: number }>} cpu in us per request, latencies in ms */
export async function measure(server, path, seconds) {
  const before = await server.cpuMicroseconds();
  const { requests, perSecond, p50, p99, wrong } = await load(server.base + path, seconds);
  const cpu = ((await server.cpuMicroseconds()) - before) / requests;
  const failures = path === '/boom' ? requests - wrong : wrong;
  if (failures !== 0) throw new Error(`${failures} of ${requests} answers to ${path} had the wrong status`);
  return { perSecond, cpu, p50, p99 };
}

async function byWrk(url, seconds) {
  const options = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', '-H', `Accept: ${ACCEPT}`, url];
  const [command, args] = pinned(1, 'wrk', options);
  const { stdout } = await run(command, args, { timeout: (seconds + 20) * 1000 });
  return {
    requests: Number(find(stdout, /(\d+) requests in/)),
    perSecond: Number(find(stdout, /Requests\/sec:\s+([\d.]+)/)),
    p50: toMilliseconds(find(stdout, /^\s+50%\s+(\S+)/m)),
    p99: toMilliseconds(find(stdout, /^\s+99%\s+(\S+)/m)),
    wrong: Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0),
  };
}

async function byAutocannon(url, seconds) {
  const args = [AUTOCANNON, url, String(seconds), String(CONNECTIONS), ACCEPT];
  const { stdout } = await run(...pinned(1, process.execPath, args), { timeout: (seconds + 20) * 1000 });
  return JSON.parse(stdout);
}

function find(text, pattern) {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`wrk did not say ${pattern}: ${text}`);
  return found;
}

const UNITS = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

function toMilliseconds(text) {
  const [, value, unit] = /^([\d.]+)(us|ms|s|m)$/.exec(text);
  return Number(value) * UNITS[unit];
}
