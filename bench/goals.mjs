/**
 * The numbers to reach, as data: what, the bound, and where the measurements are. `of` gives samples, or
 * nothing when that part was not run. The verdict falls on the median.
 */

import { ratios } from './stats.mjs';
import { FRAMEWORKS } from './variants.mjs';

/** Errors per second without a logger, with pino, and against the most used peer. */
const ERRORS = [
  ['express', 'faultline', 'floor', 0.97],
  ['express', 'faultline', 'floor, our answer', 0.97],
  ['express', 'faultline', 'hand', 1.12],
  ['express', 'faultline', 'hand-api', 1.12],
  ['express', 'faultline+pino', 'hand+pino', 1.05],
  ['express', 'faultline+pino', 'hand-api+pino', 1.05],
  ['express', 'faultline', 'strong-error-handler', 1.5],
  ['koa', 'faultline', 'floor', 0.97],
  ['koa', 'faultline', 'floor, our answer', 0.97],
  ['koa', 'faultline', 'hand', 1.2],
  ['koa', 'faultline', 'hand-api', 1.2],
  ['koa', 'faultline+pino', 'hand+pino', 1.05],
  ['koa', 'faultline+pino', 'hand-api+pino', 1.05],
  ['fastify', 'faultline', 'floor', 0.97],
  ['fastify', 'faultline', 'floor, our answer', 0.97],
  ['fastify', 'faultline', 'hand', 1],
  ['fastify', 'faultline+pino', 'hand+pino', 1],
];

/** With every stack read and the store on; and in a storm of one failure, which this load is. */
const KEPT = FRAMEWORKS.flatMap((framework) => [
  [framework, 'faultline+pino+sqlite', 'hand+pino', 0.9],
  [framework, 'faultline+pino, sampled', 'hand+pino', 1.4],
  [framework, 'faultline+pino+sqlite, sampled', 'hand+pino', 1.4],
]);

export const GOALS = [
  ...[...ERRORS, ...KEPT].map((row) => errors(...row)),
  ...FRAMEWORKS.map((framework) => ({
    what: `${framework}: p99 at equal load, faultline / hand`,
    most: 1,
    of: ({ paced }) => {
      const samples = paced[framework]?.half.samples;
      return samples && ratiosOf(samples, 'faultline', 'hand', 'p99');
    },
  })),
  ...FRAMEWORKS.map((framework) => ({
    what: `${framework}: p99 at 70 % load, faultline with SQLite / without a store`,
    most: 1.1,
    of: ({ paced }) => {
      const samples = paced[framework]?.store.samples;
      return samples && ratiosOf(samples, 'faultline+sqlite', 'faultline', 'p99');
    },
  })),
  happy('express', 'faultline'),
  happy('express', 'faultline-context'),
  happy('koa', 'faultline'),
  happy('fastify', 'faultline'),
  micro('fl.resolve, unexpected error, us', 1.5, ({ resolve }) => resolve['unexpected error']),
  micro('fl.resolve, unexpected error, bytes', 1536, ({ bytes }) => bytes['unexpected error']),
  micro('fl.resolve, BusinessException with details and 3 field errors, us', 3, ({ resolve }) => {
    return resolve['BusinessException, details, 3 field errors'];
  }),
  micro('all families on beyond all off, unexpected error, us', 1.5, ({ resolve }) => {
    return resolve['unexpected error'].map(
      (cost, i) => cost - resolve['unexpected error, all families off'][i],
    );
  }),
  micro('record of an axios error of 20 kB, us', 150, ({ record }) => record['an axios error of 20 kB']),
  micro('record of an axios error of 20 kB as internal, us', 150, ({ record }) => {
    return record['an axios error of 20 kB as internal'];
  }),
  ...['', ', unexpected error'].flatMap((kind) => [
    micro(`10,000 routes, rows and rules / 10${kind}`, 1.15, ({ policy }) => {
      return quotients(
        policy[`10000 routes, rows and rules${kind}`],
        policy[`10 routes, rows and rules${kind}`],
      );
    }),
    micro(`10,000 routes, rows and rules beyond no configuration${kind}, us`, 1, ({ policy }) => {
      return differences(policy[`10000 routes, rows and rules${kind}`], policy[`no configuration${kind}`]);
    }),
  ]),
  micro('a template with ten placeholders beyond the default format, us', 2, ({ policy }) => {
    return differences(policy['a template with ten placeholders'], policy['no configuration']);
  }),
  micro('ten rules that do not hold, us', 1, ({ policy }) => {
    return differences(policy['ten rules that do not hold'], policy['no configuration']);
  }),
  micro(
    'load of a configuration of 10,000 entries, ms',
    1000,
    ({ load }) => load['load of 10,000 entries, ms'],
  ),
  micro(
    'load of a configuration of 10,000 entries, MB',
    64,
    ({ load }) => load['load of 10,000 entries, MB allocated at most'],
  ),
  micro(
    'reload of 10,000 entries: longest pause of the event loop, ms',
    20,
    ({ load }) => load['reload of 10,000 entries, ms blocked at most'],
  ),
  micro('negotiation of a repeated Accept, us (a lookup)', 0.1, ({ negotiate }) => {
    return negotiate['faultline, client'];
  }),
  ...['new BusinessException(m)', 'new ValidationException(m, { errors })'].map((name) =>
    micro(`${name} beyond new Error(m), us`, 0.5, ({ construct }) => {
      return construct[name].map((cost, index) => cost - construct['new Error(m)'][index]);
    }),
  ),
  micro('exception with static stack = false, us', 1, ({ construct }) => construct['static stack = false']),
  micro('import and createFaultline(), ms of CPU', 15, ({ start }) => start['import and createFaultline()']),
  micro('packages installed', 15, ({ installed }) => [installed.packages]),
  micro('megabytes installed', 3, ({ installed }) => [installed.bytes / 1e6]),
];

/** `met`, `missed`, or `missed, within the spread` when some rounds met it. */
export function verdict({ least, most }, { min, median, max }) {
  const met = (value) => (least === undefined ? value <= most : value >= least);
  if (met(median)) return 'met';
  return met(least === undefined ? min : max) ? 'missed, within the spread' : '**missed**';
}

function errors(framework, variant, base, least) {
  return {
    what: `${framework}: errors/s, ${variant} / ${base}`,
    least,
    of: (results) => {
      const samples = results.errors[framework];
      return samples && ratiosOf(samples, variant, base, 'perSecond');
    },
    cpuOf: (results) => byCpu(results.errors[framework], variant, base),
  };
}

function happy(framework, variant) {
  return {
    what: `${framework}: happy path, ${variant} / bare`,
    least: 0.98,
    of: (results) => {
      const samples = results.happy[framework];
      return samples && ratiosOf(samples, variant, 'default', 'perSecond');
    },
    cpuOf: (results) => byCpu(results.happy[framework], variant, 'default'),
  };
}

function quotients(above, below) {
  return above.map((value, index) => value / below[index]);
}

function differences(above, below) {
  return above.map((value, index) => value - below[index]);
}

function micro(what, most, of) {
  return { what, most, of: (results) => results.micro && of(results.micro) };
}

/** Less CPU per request is more requests, so the ratio is turned round. */
function byCpu(samples, variant, base) {
  const [own, other] = [variant, base].map((name) => Math.min(...samples[name].map(({ cpu }) => cpu)));
  return { rounds: ratiosOf(samples, base, variant, 'cpu'), lowest: other / own };
}

function ratiosOf(samples, variant, base, key) {
  const [above, below] = [variant, base].map((name) => samples[name].map((sample) => sample[key]));
  return ratios(above, below);
}
