/** How a store is, asked when somebody looks. */

import type { Registry } from 'prom-client';
import type { Store, StoreStatus } from '../store/store.ts';
import type { PrometheusClient } from './options.ts';

interface Gauged {
  readonly name: string;
  readonly help: string;
  /** `undefined`: not known. */
  readonly valueOf: (status: StoreStatus) => number | undefined;
}

const GAUGES: readonly Gauged[] = [
  {
    name: 'waiting',
    help: 'Occurrences that are neither stored nor lost yet',
    valueOf: ({ waiting }) => waiting,
  },
  {
    name: 'spooled',
    help: 'Of those waiting, what a crash would not lose',
    valueOf: ({ spooled }) => spooled,
  },
  {
    name: 'healthy',
    help: '1: the last attempt to store succeeded',
    valueOf: ({ healthy }) => Number(healthy),
  },
  { name: 'bytes', help: 'Size of the store', valueOf: ({ bytes }) => bytes },
];

/** Registers what is not registered yet. */
export function measureStore(
  { Counter, Gauge }: PrometheusClient,
  register: Registry,
  store: Pick<Store, 'status'>,
): void {
  const isNew = (name: string): boolean => register.getSingleMetric(name) === undefined;
  for (const { name: short, help, valueOf } of GAUGES) {
    const name = `faultline_store_${short}`;
    if (!isNew(name)) continue;
    const gauge = new Gauge({
      name,
      help,
      registers: [register],
      collect() {
        const value = valueOf(store.status());
        if (value === undefined) gauge.remove();
        else gauge.set(value);
      },
    });
  }
  if (isNew('faultline_store_stored_total')) {
    const counter = new Counter({
      name: 'faultline_store_stored_total',
      help: 'Occurrences that were stored',
      registers: [register],
      collect() {
        counter.reset();
        counter.inc(store.status().stored);
      },
    });
  }
  if (!isNew('faultline_store_lost_total')) return;
  const lost = new Counter({
    name: 'faultline_store_lost_total',
    help: 'Occurrences that could not be kept',
    labelNames: ['reason'],
    registers: [register],
    collect() {
      lost.reset();
      for (const [reason, count] of Object.entries(store.status().lost)) lost.inc({ reason }, count);
    },
  });
}
