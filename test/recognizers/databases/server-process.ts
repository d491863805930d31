/** Servers of Debian's packages, for as long as a test file runs. */

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface ServerProcess {
  readonly port: number;
  stop(): Promise<void>;
}

/** Whether a command is there; says so if not, as a test that is skipped is easily overlooked. */
export function isInstalled(command: string): boolean {
  const found = spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
  if (!found) console.warn(`skipped: "${command}" is not installed, so nothing is tried on a real server`);
  return found;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

const START_LIMIT_MS = 30_000;

/** Starts it in a directory of its own, and waits until it takes connections. */
export async function startServer(
  command: string,
  args: (directory: string, port: number) => readonly string[],
  prepare: (directory: string) => void = () => {},
): Promise<ServerProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-server-'));
  const clean = (): void => rmSync(directory, { recursive: true, force: true });
  prepare(directory);
  const port = await freePort();
  const child = spawn(command, args(directory, port), { cwd: directory, stdio: 'ignore' });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    kill();
    await ended;
    process.off('exit', kill);
    clean();
  };
  const limit = Date.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (Date.now() > limit || child.exitCode !== null) {
      await stop();
      throw new Error(`${command} did not start`);
    }
    await wait(50);
  }
  return { port, stop };
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
