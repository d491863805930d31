/**
 * The rounds. All servers of a comparison are up at once, each warm, and are loaded in turns for a second
 * each, in one order and then in the reverse: what disturbs the machine for longer than that disturbs all of
 * them. Processes differ too (where code and heap come to lie), so there are several generations of them.
 */

import { measure, warmUp } from './load.mjs';
import { measurePaced } from './paced.mjs';
import { checkAnswers, startServer } from './server-process.mjs';
import { HAPPY, PACED, VARIANTS } from './variants.mjs';

/** A busy server answers late whoever wrote its handler: half of what the slower one managed leaves room. */
const PACE = 0.5;

/** Errors per second: samples by variant name, one a round. */
export async function measureErrors(framework, settings, log) {
  return inTurns(framework, namesOf(VARIANTS[framework]), settings, log, '/boom', (server) =>
    measure(server, '/boom', settings.seconds),
  );
}

/** The happy path: samples by variant name. */
export async function measureHappy(framework, settings, log) {
  return inTurns(framework, namesOf(HAPPY[framework]), settings, log, '/ok', (server) =>
    measure(server, '/ok', settings.seconds),
  );
}

/** Latency at one fixed rate, below what either sustains: `{ rate, samples }`. */
export async function measureAtEqualLoad(framework, settings, errors, log) {
  const rate = Math.floor(PACE * Math.min(...PACED.flatMap((name) => errors[name].map((s) => s.perSecond))));
  const samples = await inTurns(framework, PACED, settings, log, '/boom', (server) =>
    measurePaced(server, '/boom', rate, settings.seconds),
  );
  return { rate, samples };
}

function namesOf(variants) {
  return variants.map(({ name }) => name);
}

async function inTurns(framework, names, settings, log, path, sampleOf) {
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let generation = 0; generation < settings.generations; generation++) {
    const servers = [];
    try {
      for (const name of names) servers.push({ name, server: await startServer(framework, name) });
      for (const { name, server } of servers) {
        await checkAnswers(server, name);
        await warmUp(server, path, settings.warmup);
      }
      for (let round = 0; round < settings.rounds; round++) {
        for (const { name, server } of round % 2 === 0 ? servers : servers.toReversed())
          samples[name].push(await sampleOf(server));
      }
    } finally {
      for (const { server } of servers) await server.stop();
    }
    log(
      `${framework} ${path}, generation ${generation + 1} of ${settings.generations}: ${names.length} servers`,
    );
  }
  return samples;
}
