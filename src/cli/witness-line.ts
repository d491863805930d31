/** A made-up failure on one line. */

import type { Witness } from '../config/analysis/warning.ts';

export function witnessLine({ method, path, headers, remoteAddress, error, answeredBy }: Witness): string {
  const sent = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const from = remoteAddress === undefined ? [] : [`from ${remoteAddress}`];
  const request = [`${method} ${path}`, ...sent.map((header) => `with ${header}`), ...from].join(' ');
  const answer = answeredBy === '' ? 'the default format' : answeredBy;
  return `e.g. ${request}, failing with ${error.code} ${error.status} (${error.name}), is answered by ${answer}`;
}
