import type { Counter, Gauge, Registry } from 'prom-client';
import { FaultlineError, show } from '../codes.ts';
import { checkOptionsOf, withFunction, type OptionChecks } from '../option-check.ts';
import type { Store } from '../store/store.ts';

/** What is used of prom-client. */
export interface PrometheusClient {
  readonly Counter: typeof Counter;
  readonly Gauge: typeof Gauge;
  readonly register: Registry;
}

export interface PrometheusOptions {
  /** Where the metrics are registered. Default: the client's own. */
  readonly register?: Registry;
  /** Tell how it is, too. Default: nothing of any store. */
  readonly store?: Pick<Store, 'status'>;
}

const REGISTER = withFunction('getSingleMetric');

const CHECKS: OptionChecks<PrometheusOptions> = { register: REGISTER, store: withFunction('status') };

const CURE = "give the module, as in `import client from 'prom-client'`";

/** @throws FaultlineError naming what was received, and the cure */
export function checkPrometheusOptions(client: unknown, options: unknown): void {
  if (!isMade(client))
    throw new FaultlineError(
      'FLT_OPTION_INVALID',
      `The first argument of prometheus is ${show(client)} without Counter, Gauge or register; ${CURE}.`,
    );
  checkOptionsOf('prometheus', options, CHECKS, 'The options of prometheus are');
}

function isMade(client: unknown): boolean {
  return (
    ['Counter', 'Gauge'].every((name) => withFunction(name).isRight(client)) &&
    REGISTER.isRight((client as { register?: unknown }).register)
  );
}
