/** How in-process costs are taken. Each benchmark runs in several processes; the driver takes their medians. */

import { setImmediate } from 'node:timers/promises';
import { PerformanceObserver } from 'node:perf_hooks';
import { median } from '../stats.mjs';

const WARM_UP = 20_000;
const BATCHES = 40;
const BATCH = 1000;

/** Keeps results reachable, so that the calls are not optimised away. */
export const sink = { value: undefined };

/**
 * Microseconds per call, garbage collection included: the median of batches. The cases take turns, so that
 * whatever slows the machine for a moment slows all of them.
 */
export function timeInTurns(cases) {
  const names = Object.keys(cases);
  for (const name of names) batch(cases[name], WARM_UP);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < BATCHES; round++) {
    for (const name of names) times[name].push(batch(cases[name], BATCH));
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])]));
}

function batch(run, calls) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) sink.value = run(call);
  return Number(process.hrtime.bigint() - start) / 1000 / calls;
}

const MEASURED_CALLS = 30_000;

/**
 * Bytes allocated per call: what the heap grows by over many calls between two points, divided by the calls.
 * It holds only while no collection runs in between, so the process is started with a new space that is
 * larger than the whole window (`BYTES_FLAGS`), the heap is collected before, and a collection that ran
 * all the same is an error. The code is warm, so what the optimising compiler keeps off the heap counts
 * as not allocated, as in a server that has run for a while.
 */
export async function bytesPerCall(run) {
  const collections = [];
  const observer = new PerformanceObserver((list) => collections.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  batch(run, WARM_UP);
  globalThis.gc();
  await setImmediate();
  const start = performance.now();
  const before = process.memoryUsage().heapUsed;
  for (let call = 0; call < MEASURED_CALLS; call++) sink.value = run(call);
  const after = process.memoryUsage().heapUsed;
  const end = performance.now();
  await setImmediate();
  observer.disconnect();
  if (collections.some(({ startTime }) => startTime >= start && startTime <= end))
    throw new Error('garbage was collected while allocation was measured');
  return (after - before) / MEASURED_CALLS;
}

export const BYTES_FLAGS = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'];
