/** The results as Markdown: what was to be reached, the notes, then everything that was measured. */

import { readFileSync } from 'node:fs';
import { GOALS, verdict } from './goals.mjs';
import { describeMachine, describePeers } from './machine.mjs';
import { median, ratios, spread } from './stats.mjs';
import { number, spreadText, table } from './table.mjs';
import { HAPPY, PACED, VARIANTS } from './variants.mjs';

export function toMarkdown(results, options) {
  const sections = [
    '# Benchmarks',
    `${describeMachine()}.`,
    `Written by \`npm run bench\`: ${options.generations} generations of server processes, all variants of a framework up at once and warmed up for ${options.warmup} s, then loaded in turns for ${options.seconds} s each, in one order and the reverse, ${options.rounds} rounds a generation; 32 connections. Three figures in a cell are least / median / greatest over the rounds or processes; ratios are taken round by round, and a verdict falls on the median. \`CPU us\` is the CPU time of the server process per request, the steadier figure on a machine that others use too; \`by CPU\` is the same ratio taken on it, \`lowest CPU\` on the lowest of all rounds. NODE_ENV=production; stderr is the null device, which favours the peers that log there. Peers: ${describePeers()}. express-http-problem-details is left out: it does not install beside Express 5.`,
    '## Goals and what was reached',
    goals(results),
    notes(),
    ...Object.entries(results.errors).flatMap(([framework, samples]) => [
      `## Errors: ${framework}, GET /boom`,
      errorTable(framework, samples),
      legend(framework),
    ]),
    ...pacedSection(results.paced),
    ...happySection(results.happy),
    ...microSection(results.micro),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function goals(results) {
  const rows = GOALS.flatMap((goal) => {
    const samples = goal.of(results);
    if (samples === undefined) return [];
    const bound = goal.least === undefined ? `<= ${number(goal.most)}` : `>= ${number(goal.least, 2)}`;
    const digits = goal.least === undefined ? undefined : 2;
    const cpu = goal.cpuOf?.(results);
    const byCpu = cpu === undefined ? ['', ''] : [spreadText(cpu.rounds, 2), number(cpu.lowest, 2)];
    return [[goal.what, bound, spreadText(samples, digits), ...byCpu, verdict(goal, spread(samples))]];
  });
  return table(['goal', 'bound', 'measured', 'by CPU', 'lowest CPU', 'verdict'], rows);
}

function notes() {
  try {
    return readFileSync(new URL('notes.md', import.meta.url), 'utf8').trim();
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

function errorTable(framework, samples) {
  const column = (name, key) => samples[name].map((sample) => sample[key]);
  const against = (name, base) => {
    if (samples[base] === undefined) return '';
    return spreadText(ratios(column(name, 'perSecond'), column(base, 'perSecond')), 2);
  };
  const rows = VARIANTS[framework].map(({ name, logs }) => [
    name,
    logs === '' ? '-' : logs,
    spreadText(column(name, 'perSecond'), 0),
    spreadText(column(name, 'cpu'), 1),
    number(median(column(name, 'p50')), 2),
    number(median(column(name, 'p99')), 2),
    against(name, 'floor'),
    against(name, logs === 'pino' ? 'hand+pino' : 'hand'),
    against(name, 'default'),
  ]);
  const head = [
    'handler',
    'logs',
    'errors/s',
    'CPU us',
    'p50 ms',
    'p99 ms',
    '/ floor',
    '/ hand',
    '/ default',
  ];
  return table(head, rows);
}

function legend(framework) {
  const lines = VARIANTS[framework].map(({ name, what }) => `\`${name}\`: ${what}`);
  return `${lines.join('; ')}. Those that log through pino are compared with \`hand+pino\`.`;
}

function pacedSection(paced) {
  const rows = Object.entries(paced).flatMap(([framework, compared]) =>
    PACED.flatMap(({ name, share }) =>
      Object.entries(compared[name].samples).map(([variant, taken]) => [
        `${framework} ${variant}`,
        `${share * 100} %`,
        number(compared[name].rate),
        spreadText(
          taken.map(({ p50 }) => p50),
          3,
        ),
        spreadText(
          taken.map(({ p99 }) => p99),
          3,
        ),
      ]),
    ),
  );
  if (rows.length === 0) return [];
  return [
    '## Latency at equal load, GET /boom',
    'A fixed rate, a share of what the slowest of those compared sustains; counted from the moment when a request was due.',
    table(['handler', 'load', 'requests/s', 'p50 ms', 'p99 ms'], rows),
  ];
}

function happySection(happy) {
  const rows = Object.entries(happy).flatMap(([framework, samples]) =>
    HAPPY[framework].map(({ name, what }) => {
      const [own, bare] = [name, 'default'].map((variant) => samples[variant]);
      const of = (taken, key) => taken.map((sample) => sample[key]);
      return [
        `${framework}: ${what}`,
        spreadText(of(own, 'perSecond'), 0),
        spreadText(of(own, 'cpu'), 1),
        spreadText(ratios(of(own, 'perSecond'), of(bare, 'perSecond')), 3),
        spreadText(ratios(of(own, 'cpu'), of(bare, 'cpu')), 3),
      ];
    }),
  );
  if (rows.length === 0) return [];
  const head = ['server', 'requests/s', 'CPU us', 'requests/s / bare', 'CPU / bare'];
  return ['## Happy path: GET /ok', table(head, rows)];
}

const UNITS = {
  resolve: 'us',
  bytes: 'bytes',
  negotiate: 'us',
  record: 'us',
  policy: 'us',
  load: undefined,
  construct: 'us',
  start: 'ms of CPU',
};
const GROUPS = {
  resolve: 'fl.resolve',
  bytes: 'fl.resolve, allocated',
  negotiate: 'negotiation, repeated Accept',
  record: 'resolve, record and JSON.stringify',
  policy: 'fl.resolve with',
  load: 'configuration',
  construct: 'construction, ten calls deep',
  start: 'start of a process',
};

function microSection(micro) {
  if (micro === undefined) return [];
  const rows = Object.keys(GROUPS).flatMap((group) =>
    Object.entries(micro[group]).map(([name, samples]) => [
      `${GROUPS[group]}: ${name}`,
      spreadText(samples),
      UNITS[group] ?? 'as named',
    ]),
  );
  const { packages, bytes, packedBytes } = micro.installed;
  return [
    '## In one process',
    'Garbage collection included; each case in several processes, the cases of a process in turns. `client` is `application/json, text/plain, */*`, `browser` the header of a current browser.',
    table(['case', 'cost', 'unit'], rows),
    `Installed: ${packages} packages, ${number(bytes / 1e6, 2)} MB (the tarball ${number(packedBytes / 1e3, 0)} kB).`,
  ];
}
