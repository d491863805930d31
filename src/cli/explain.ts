/** `faultline explain`: why an answer looks as it does, source by source. */

import { loadConfig } from '../config/load.ts';
import { loadServerErrors } from '../config/server-errors.ts';
import { createFaultline, type Mode } from '../index.ts';
import { explanationText } from './explanation-text.ts';
import { FAILURE, factsFrom, thrownFrom } from './failure.ts';
import { printable, printableJson } from './printable.ts';
import { UsageError } from './usage-error.ts';
import { valuesOf } from './overlaid.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'explain the answer to a failure: every source, what was used and why, and the bytes',
  usage: '[--config FILE] [--code CODE] [--status STATUS] [--method METHOD] [--path PATH] …',
  description:
    'Answers a failure as the application would, and tells why the answer looks as it does: every source of a body ' +
    'and of values in the order in which they are considered, which are used, what stands in the way of the others, ' +
    'and the final status line, headers and body. Nothing is sent or recorded. Without --code, --status and ' +
    '--message it is an error that nobody foresaw.',
  options: {
    config: { value: 'FILE', help: 'The configuration. Without one, the library answers by itself.' },
    'server-errors': { value: 'FILE', help: 'The server_error.json that is used with it.' },
    ...FAILURE,
    mode: { value: 'MODE', help: 'release or debug. Default: release.' },
    json: { help: 'Print what fl.explain returns, as JSON.' },
  },
  examples: [
    [
      'faultline explain --config faultline.json --code OUT_OF_STOCK --status 409 --path /shop/orders',
      'One error on one route:',
    ],
    [
      "faultline explain --config faultline.json --name NotFoundException --path /shop/7 --header 'Accept: text/xml'",
      'What a client that wants XML gets:',
    ],
    [
      'faultline explain --config faultline.json --path /shop',
      'What an unexpected failure looks like to clients:',
    ],
  ],
  run: explainOne,
};

function explainOne(given: Arguments, io: Io): number {
  const [positional] = given.positionals;
  if (positional !== undefined)
    throw new UsageError(
      `${printable(JSON.stringify(positional))} belongs to no option`,
      'write --config before the file',
      'explain',
    );
  const [facts, thrown] = [factsFrom(given), thrownFrom(given)];
  const mode = modeOf(given.text('mode') ?? 'release');
  const [config, serverErrors] = [given.text('config'), given.text('server-errors')];
  const fl = createFaultline({
    ...(config !== undefined && { config }),
    ...(serverErrors !== undefined && { serverErrors }),
    mode,
    // The stack would be that of this command.
    detail: { stack: false },
    logger: false,
  });
  const explanation = fl.explain(thrown, facts);
  if (given.has('json')) {
    io.stdout.write(`${printableJson(explanation)}\n`);
    return 0;
  }
  const files = {
    config: config === undefined ? {} : loadConfig(config).config,
    serverErrors: serverErrors === undefined ? [] : loadServerErrors(serverErrors).errors,
  };
  io.stdout.write(explanationText({ explanation, facts, values: valuesOf(explanation, files) }, io));
  return 0;
}

function modeOf(mode: string): Mode {
  if (mode === 'release' || mode === 'debug') return mode;
  throw new UsageError(`--mode is ${printable(JSON.stringify(mode))}`, 'give release or debug', 'explain');
}
