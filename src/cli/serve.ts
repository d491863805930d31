/** `faultline serve`: the dashboard on this machine, for whoever started it. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authorOf, AUTHOR } from './author.ts';
import { wrap } from './layout.ts';
import { integerOption } from './option-values.ts';
import { printable } from './printable.ts';
import { isLinkable, isLoopback, originOf } from './serve/address.ts';
import { createGate } from './serve/gate.ts';
import { createSession } from './serve/session.ts';
import { STORE, withStore } from './store.ts';
import { styleFor } from './style.ts';
import { UsageError } from './usage-error.ts';
import type { Store } from '../store/store.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';

const TOKEN = 'FAULTLINE_SERVE_TOKEN';
const MIN_TOKEN = 32;
const PORTS = { least: 0, most: 65_535 };

export const serve: Command = {
  name: 'serve',
  summary: 'serve the dashboard on this machine',
  usage: '[--port N] [--host ADDRESS --public] [--by NAME] [--store STORE]',
  description:
    'Serves the dashboard until Ctrl-C, or the end of its terminal, on this machine only, and prints a link that ' +
    `opens it once, in one browser. Where ${TOKEN} is set, that token opens it instead: in a form, or as a bearer token. With --public ` +
    'other machines reach it, for which a token is needed; put it behind a proxy with TLS, or the token can be read ' +
    'on the way.',
  options: {
    port: { value: 'N', help: 'The port. Default: a free one.' },
    host: { value: 'ADDRESS', help: 'The address to listen at. Default: 127.0.0.1.' },
    public: { help: 'Lets other machines reach it.' },
    ...AUTHOR,
    ...STORE,
  },
  examples: [
    ['faultline serve', 'For yourself:'],
    [
      'ssh -t -L 8080:127.0.0.1:8080 host faultline serve --port 8080',
      'From another machine, without opening a port:',
    ],
    [`${TOKEN}=… faultline serve --host 0.0.0.0 --port 8080 --public`, 'Behind a proxy:'],
  ],
  isOptionsOnly: true,
  run: (given, io) => {
    const place = placeOf(given, io);
    const by = authorOf('serve', given, io);
    const work = { command: 'serve', given, io, heedsSignal: true, isLasting: true } as const;
    return withStore(work, (store, signal) => serveAll({ store, place, by, io, signal }));
  },
};

interface Place {
  readonly host: string;
  readonly port: number;
  readonly token: string | undefined;
}

function placeOf(given: Arguments, { env }: Io): Place {
  const host = given.text('host') ?? '127.0.0.1';
  const port = integerOption('serve', given, 'port', PORTS) ?? 0;
  const token = env[TOKEN] === '' ? undefined : env[TOKEN];
  if (token !== undefined && token.length < MIN_TOKEN)
    throw new UsageError(
      `${TOKEN} has ${token.length} characters`,
      `give at least ${MIN_TOKEN}, as of: openssl rand -base64 32`,
      'serve',
    );
  if (host === 'localhost') return { host: '127.0.0.1', port, token };
  if (isLoopback(host)) return { host, port, token };
  const named = printable(JSON.stringify(host));
  if (!isLinkable(host))
    throw new UsageError(
      `--host is ${named}`,
      'give an address of this machine, such as 192.0.2.1 or ::, without a zone',
      'serve',
    );
  if (!given.has('public'))
    throw new UsageError(
      `--host ${named} lets other machines in`,
      'leave it out, or write --public too',
      'serve',
    );
  if (token === undefined)
    throw new UsageError(
      `--public needs a token`,
      `set ${TOKEN} to at least ${MIN_TOKEN} characters`,
      'serve',
    );
  return { host, port, token };
}

interface Serving {
  readonly store: Store;
  readonly place: Place;
  readonly by: string;
  readonly io: Io;
  readonly signal: AbortSignal;
}

async function serveAll({ store, place, by, io, signal }: Serving): Promise<number> {
  const { dashboard } = await import('../dashboard/index.ts');
  const { faint } = styleFor(io);
  const server = createServer();
  const port = await listening(server, place);
  const session = createSession(`faultline_${port}`, place.token);
  const origin = originOf(place.host, port);
  const link = (): string => {
    const token = session.link();
    return token === undefined ? `${origin}/` : `${origin}/?token=${token}`;
  };
  const note = (text: string): void => {
    io.stderr.write(`${faint(wrap(printable(text), io.columns, 0))}\n`);
  };
  const board = dashboard(store, {
    authorize: (request) => session.isOpen(request) && { name: by },
    ...(io.now !== undefined && { now: io.now }),
  });
  const gate = createGate({
    session,
    served: isLoopback(place.host) ? { host: place.host, port } : undefined,
    onOpened: () => note(`Opened in a browser. For another one: ${link()}`),
    inside: (request, response) => board(request, response),
  });
  server.on('request', gate);
  note(`The dashboard of ${store.name}, until Ctrl-C:`);
  io.stdout.write(`${link()}\n`);
  if (place.token === undefined) note('The link opens it once, in one browser.');
  await ended(signal);
  server.close();
  server.closeAllConnections();
  return 0;
}

function listening(server: Server, { host, port }: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new UsageError(
          `${printable(host)}, port ${port}, cannot be listened at (${error.code})`,
          'give another --port, or none for a free one, and an address of this machine',
          'serve',
        ),
      );
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
