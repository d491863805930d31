/** Redaction: what a log line pays for it, and how hostile texts scale. Run by `npm run bench:redact`. */

import { hostile } from './redact/hostile.mjs';
import { importRedact } from './redact/source.mjs';
import { harmlessMessage, jsonText, requestError, stackText } from './redact/texts.mjs';

const { createRedactor, describe, toJson } = await importRedact();
const redaction = createRedactor().on();

/** Median time of one call in microseconds. */
function median(call, rounds = 41) {
  let times = 1;
  const elapsed = () => {
    const start = performance.now();
    for (let time = 0; time < times; time++) call();
    return performance.now() - start;
  };
  // Until the engine has compiled what it will compile.
  const warm = performance.now() + 1000;
  while (performance.now() < warm) call();
  while (elapsed() < 5) times *= 2;
  const samples = Array.from({ length: rounds }, () => (elapsed() * 1000) / times);
  return samples.toSorted((a, b) => a - b)[rounds >> 1];
}

function row(what, value, unit, goal) {
  console.log(
    `${what.padEnd(44)} ${value.toFixed(2).padStart(9)} ${unit}${goal === undefined ? '' : `   goal: ${goal}`}`,
  );
}

const limits = { depth: 8, members: 200, text: 8192, values: 2000, total: 65_536 };
const options = { limits, unknown: describe, member: redaction.member, text: redaction.text };
const error = await requestError();
const serialise = () => JSON.stringify(toJson({ error }, options));

row(
  'a harmless message of 100 characters',
  median(() => redaction.text(harmlessMessage)),
  'us',
  'well below 2',
);
row(
  `a stack of ${stackText.length} characters`,
  median(() => redaction.text(stackText)),
  'us',
);
row(
  `JSON of ${jsonText.length} characters`,
  median(() => redaction.text(jsonText)),
  'us',
);
row(
  `an axios error, ${serialise().length} characters when serialised`,
  median(serialise),
  'us',
  'at most 150, with the record',
);

console.log('\nhostile texts');
/** A text above 131,072 characters is cut first: growth shows below that, the bound above. */
const SIZES = [32_768, 65_536, 131_072, 1_048_576];
for (const [name, make] of Object.entries(hostile)) {
  const times = SIZES.map((size) => {
    const text = make(size).slice(0, size);
    const samples = Array.from({ length: 9 }, () => {
      const start = performance.now();
      redaction.text(text);
      return performance.now() - start;
    });
    return samples.toSorted((a, b) => a - b)[0];
  });
  const growth = Math.max(times[1] / times[0], times[2] / times[1]);
  const verdict = times[3] <= 50 && (growth <= 2.5 || times[2] < 5) ? '' : '   MISSED';
  console.log(
    `${name.padEnd(44)} ${times.map((time) => `${time.toFixed(1).padStart(7)} ms`).join('')}   x${growth.toFixed(2)}${verdict}`,
  );
}
