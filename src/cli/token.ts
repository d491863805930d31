/** `faultline token`: a token that opens detail in answers for a path and some minutes. */

import { DETAIL_HEADER, createDetailToken } from '../detail/token.ts';
import { printable } from './printable.ts';
import { styleFor } from './style.ts';
import { UsageError } from './usage-error.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';

const SECRET = 'FAULTLINE_DETAIL_SECRET';
const MINUTES = '5';

export const token: Command = {
  name: 'token',
  summary: 'make a token that opens detail in the answers to a path, for some minutes',
  usage: '--path PATH [--minutes N] [--secret-env NAME]',
  description:
    'Makes a detail token: whoever sends it sees the reason, the trail, the stack and the attributes of a failure ' +
    'in the answers to requests for its path, until it expires. The application accepts it when its option ' +
    `"detail.token" has the same secret. Secrets are read from the environment (${SECRET}), never from the command ` +
    'line, which other users of the machine can see. The token alone goes to stdout.',
  options: {
    path: {
      value: 'PATH',
      help: 'The path as requests have it, without its query; "/orders/*": all beneath it.',
    },
    minutes: { value: 'N', help: `How long it holds, 1 to 1440. Default: ${MINUTES}.` },
    'secret-env': {
      value: 'NAME',
      help: `The environment variable that has the secret. Default: ${SECRET}.`,
    },
  },
  examples: [
    ['faultline token --path /orders/7 --minutes 10', 'For one path and ten minutes:'],
    [
      'curl -H "x-faultline-detail: $(faultline token --path \'/orders/*\')" https://example.com/orders/7',
      'In use, for all orders:',
    ],
  ],
  run: make,
};

function make(given: Arguments, { stdout, stderr, env, isTTY, now = Date.now }: Io): number {
  const path = given.text('path');
  if (given.positionals.length > 0)
    throw new UsageError('faultline token takes options only', 'write --path before the path', 'token');
  if (path === undefined)
    throw new UsageError('--path is missing', 'write --path with the path of the requests', 'token');
  const minutes = minutesOf(given.text('minutes') ?? MINUTES);
  const at = now();
  stdout.write(`${createDetailToken({ secret: secretOf(given, env), path, minutes, now: at })}\n`);
  const { faint } = styleFor({ env, isTTY });
  const until = new Date(at + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  stderr.write(
    faint(
      `Send it in the header ${DETAIL_HEADER} of requests for ${printable(path)}; it holds until ${until} UTC.`,
    ) + '\n',
  );
  return 0;
}

function minutesOf(text: string): number {
  if (/^\d{1,4}(?:\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(
    `--minutes is ${printable(JSON.stringify(text))}`,
    'give a number from 1 to 1440',
    'token',
  );
}

function secretOf(given: Arguments, env: Io['env']): string {
  const name = given.text('secret-env') ?? SECRET;
  const secret = Object.hasOwn(env, name) ? env[name] : undefined;
  if (secret !== undefined && secret !== '') return secret;
  throw new UsageError(
    `the environment variable ${printable(name)} is not set`,
    'set it to the secret that the option "detail.token" of the application has',
    'token',
  );
}
