/** A server in a process of its own, on its own core. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ACCEPT } from './accept.mjs';
import { pinned } from './machine.mjs';

const MAIN = fileURLToPath(new URL('servers/main.mjs', import.meta.url));
const PATIENCE_MS = 20_000;

export async function startServer(framework, variant) {
  const [command, args] = pinned(0, process.execPath, [MAIN, framework, variant]);
  // What is logged to stderr goes to the null device: that favours the peers that log there.
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const { port } = await answerOf(
    child,
    `${framework} ${variant} did not start; node bench/servers/main.mjs ${framework} ${variant} says why`,
  );
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    async cpuMicroseconds() {
      child.send('cpu');
      const { cpu } = await answerOf(child, `${framework} ${variant} went away`);
      return cpu.user + cpu.system;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function answerOf(child, complaint) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(reject, new Error(complaint)), PATIENCE_MS);
    const onMessage = (message) => settle(resolve, message);
    const onExit = () => settle(reject, new Error(complaint));
    function settle(how, value) {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit);
      how(value);
    }
    child.on('message', onMessage).on('exit', onExit);
  });
}

/** A variant that answers something else than it should is not worth measuring. */
export async function checkAnswers(server, variant) {
  const boom = await fetch(`${server.base}/boom`, { headers: { accept: ACCEPT } });
  const body = await boom.text();
  if (boom.status !== 500) throw new Error(`${variant} answered ${boom.status} to /boom`);
  const ours = /^(?:hand|faultline)/.test(variant);
  const right = !ours || (isProblem(boom) && !body.includes('select') && body.includes('correlationId'));
  if (!right) throw new Error(`${variant} answered ${boom.headers.get('content-type')} ${body}`);
  const fine = await fetch(`${server.base}/ok`, { headers: { accept: ACCEPT } });
  if ((await fine.text()) !== '{"hello":"world"}') throw new Error(`${variant} answered wrongly to /ok`);
}

function isProblem({ headers }) {
  const complete = headers.has('content-length') && headers.get('cache-control') === 'no-store';
  const type = headers.get('content-type') ?? '';
  return complete && type.startsWith('application/problem+json') && headers.has('x-content-type-options');
}
