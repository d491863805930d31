/**
 * The rounds. All servers of a comparison are up at once, each warm, and are loaded in turns for a second
 * each, in one order and then in the reverse: what disturbs the machine for longer than that disturbs all of
 * them. Processes differ too (where code and heap come to lie), so there are several generations of them.
 */

import { measure, warmUp } from './load.mjs';
import { measurePaced } from './paced.mjs';
import { checkAnswers, startServer } from './server-process.mjs';
import { HAPPY, PACED, VARIANTS } from './variants.mjs';

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

/** Latency at fixed rates, below what each sustains: by comparison `{ rate, samples }`. */
export async function measureAtEqualLoad(framework, settings, errors, log) {
  const compared = {};
  for (const { name, share, variants } of PACED) {
    // What only keeps failures beside is not among those loaded fully.
    const known = variants.map((variant) => errors[variant] ?? errors['faultline+pino+sqlite']);
    const rate = Math.floor(share * Math.min(...known.flat().map(({ perSecond }) => perSecond)));
    const samples = await inTurns(framework, variants, settings, log, '/boom', (server) =>
      measurePaced(server, '/boom', rate, settings.seconds),
    );
    compared[name] = { rate, samples };
  }
  return compared;
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
