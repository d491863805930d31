/** The rounds: every variant once a round, in a fresh process, each round starting at another variant. */

import { measure } from './load.mjs';
import { measurePaced } from './paced.mjs';
import { checkAnswers, startServer } from './server-process.mjs';
import { HAPPY, PACED, VARIANTS } from './variants.mjs';

/** A busy server answers late whoever wrote its handler: half of what the slower one managed leaves room. */
const PACE = 0.5;

/** Differences of a few per cent need more rounds than the others. */
const HAPPY_PER_ROUND = 2;

/** Errors per second: samples by variant name, one a round. */
export async function measureErrors(framework, settings, log) {
  return inRounds(VARIANTS[framework], settings.rounds, async ({ name }) => {
    const sample = await withServer(framework, name, (server) => measure(server, '/boom', settings));
    log(`${framework} /boom ${name}: ${Math.round(sample.perSecond)}/s, ${sample.cpu.toFixed(1)} us CPU`);
    return sample;
  });
}

/** The happy path: samples by variant name. */
export async function measureHappy(framework, settings, log) {
  return inRounds(HAPPY[framework], settings.rounds * HAPPY_PER_ROUND, async ({ name }) => {
    const sample = await withServer(framework, name, (server) => measure(server, '/ok', settings));
    log(`${framework} /ok ${name}: ${Math.round(sample.perSecond)}/s, ${sample.cpu.toFixed(1)} us CPU`);
    return sample;
  });
}

/** Latency at one fixed rate, below what either sustains: `{ rate, samples }`. */
export async function measureAtEqualLoad(framework, settings, errors, log) {
  const rate = Math.floor(PACE * Math.min(...PACED.flatMap((name) => errors[name].map((s) => s.perSecond))));
  const variants = PACED.map((name) => ({ name }));
  const samples = await inRounds(variants, settings.rounds, async ({ name }) => {
    const sample = await withServer(framework, name, (server) =>
      measurePaced(server, '/boom', rate, settings.seconds),
    );
    log(`${framework} /boom ${name} at ${rate}/s: p99 ${sample.p99.toFixed(2)} ms`);
    return sample;
  });
  return { rate, samples };
}

async function inRounds(variants, rounds, sampleOf) {
  const samples = Object.fromEntries(variants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let index = 0; index < variants.length; index++) {
      const variant = variants[(index + round) % variants.length];
      samples[variant.name].push(await sampleOf(variant));
    }
  }
  return samples;
}

async function withServer(framework, variant, use) {
  const server = await startServer(framework, variant);
  try {
    await checkAnswers(server, variant);
    return await use(server);
  } finally {
    await server.stop();
  }
}
