/** Failures, and how the store is, as metrics of Prometheus. */

import type { Registry } from 'prom-client';
import { createBounded } from '../record/bounded.ts';
import type { Observer } from '../record/observer.ts';
import { checkPrometheusOptions, type PrometheusClient, type PrometheusOptions } from './options.ts';
import { measureStore } from './store-metrics.ts';

export type { PrometheusClient, PrometheusOptions } from './options.ts';
export type { Observer } from '../record/observer.ts';

/** Different codes, and routes, that are counted apart. */
const MAX_DISTINCT = 200;

/**
 * The counter `faultline_errors_total`, by `status`, `code`, `route` (empty where there is none) and `fault`: of codes and
 * of routes the first 200 are counted apart, the others as `_OTHER`. With `store` also what `store.status()` says:
 * `faultline_store_stored_total`, `faultline_store_lost_total` by `reason`, and the gauges `faultline_store_waiting`,
 * `faultline_store_spooled`, `faultline_store_healthy` and, where it is known, `faultline_store_bytes`. Where metrics of
 * these names are registered already, they go on.
 * @param client the module: `import client from 'prom-client'`
 * @throws FaultlineError where the client or an option is not what it must be
 */
export function prometheus(client: PrometheusClient, options: PrometheusOptions = {}): Observer {
  checkPrometheusOptions(client, options);
  const { register = client.register, store } = options;
  const counter = counterIn(client, register);
  const codes = createBounded(MAX_DISTINCT);
  const routes = createBounded(MAX_DISTINCT);
  if (store !== undefined) measureStore(client, register, store);
  return {
    observe({ status, code, fault, request }) {
      counter.inc({ status, code: codes(code), route: routes(request?.route ?? ''), fault });
    },
  };
}

interface Incremented {
  inc(labels: Record<string, number | string>): void;
}

function counterIn(client: PrometheusClient, register: Registry): Incremented {
  const name = 'faultline_errors_total';
  const known = register.getSingleMetric(name) as Incremented | undefined;
  return (
    known ??
    new client.Counter({
      name,
      help: 'Failures that were answered',
      labelNames: ['status', 'code', 'route', 'fault'],
      registers: [register],
    })
  );
}
