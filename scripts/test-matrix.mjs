/**
 * The whole suite on every Node that is supported, and the smoke test of the built core there and on Bun. The
 * runtimes come from the package registry. Works on a copy of this folder; what was fetched is kept in
 * `node_modules/.cache`.
 *
 *     npm run test:matrix              all
 *     npm run test:matrix -- 24 bun    these
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { delimiter, join, relative, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const NODES = ['20', '22', '24', '26'];
const SUITE_MINUTES = 20;
const MAX_SHOWN = 40;

/** The one native package that does not serve every Node. */
const NATIVE = 'better-sqlite3';

const kept = resolve('node_modules/.cache/test-matrix');
mkdirSync(kept, { recursive: true });
const tree = mkdtempSync(join(tmpdir(), 'faultline-matrix-'));
// PostgreSQL refuses to run as root, and whoever runs it instead must reach its programs.
chmodSync(tree, 0o755);
const wanted = process.argv.slice(2);
const results = [];

// What runs is sent the signal too, and ends; then it is heard here, between two runtimes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
process.once('exit', () => rmSync(tree, { recursive: true, force: true }));

copyProject();
for (const runtime of wanted.length > 0 ? wanted : [...NODES, 'bun']) {
  await setTimeout(10);
  if (runtime === 'bun') onBun();
  else onNode(runtime);
}
await setTimeout(10);
console.log(`\n${results.map(({ line }) => line).join('\n')}`);
process.exitCode = results.some(({ failed }) => failed) ? 1 : 0;

function onNode(major) {
  try {
    const root = install(`node-${platform() === 'win32' ? 'win' : platform()}-${arch()}`, major);
    const node = join(root, 'bin', platform() === 'win32' ? 'node.exe' : 'node');
    const env = { ...process.env, CI: 'true', NO_COLOR: '1' };
    env.PATH = join(root, 'bin') + delimiter + process.env.PATH;
    delete env.NODE_OPTIONS;
    const version = text(node, ['-p', 'process.versions.node']);
    chooseNative(major);
    suite(`node ${version}`, node, env);
    smoke(`node ${version}`, node);
  } catch (error) {
    report(`node ${major}`, `not run: ${firstLine(error)}`, 'FAILED');
  }
}

function onBun() {
  let bun;
  try {
    const cpu = arch() === 'arm64' ? 'aarch64' : arch();
    const root = install(`@oven/bun-${platform() === 'win32' ? 'windows' : platform()}-${cpu}`, 'latest');
    bun = join(root, 'bin', platform() === 'win32' ? 'bun.exe' : 'bun');
    smoke(`bun ${text(bun, ['--version'])}`, bun);
  } catch (error) {
    // Bun does not run on every processor that Node runs on: that is no failure, but no success either.
    report('bun', firstLine(error), 'NOT RUN');
  }
}

/** The files as they stand, with the installed packages as links, and the package built. */
function copyProject() {
  const left = new Set(['node_modules', '.git', 'coverage', 'dist']);
  cpSync('.', tree, { recursive: true, filter: (source) => !left.has(relative('.', source)) });
  if (spawnSync('cp', ['-al', 'node_modules', tree], { stdio: 'ignore' }).status !== 0)
    cpSync('node_modules', join(tree, 'node_modules'), { recursive: true });
  rmSync(join(tree, 'node_modules/.cache'), { recursive: true, force: true });
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: tree, stdio: 'inherit' });
}

/** A runtime of its own folder, of the newest version that fits. */
function install(name, version) {
  const folder = join(kept, `${name.replace('/', '+')}@${version}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--silent', '--no-save', '--prefix', folder, `${name}@${version}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  return join(folder, 'node_modules', name);
}

/**
 * Version 12, where it is installed, is compiled for Node 20; 13 needs Node 22 and brings what it needs. On Node 24 only
 * 13 works: 12 ends the process when a statement is collected after its environment.
 */
function chooseNative(major) {
  const folder = join(tree, 'node_modules', NATIVE);
  const own = resolve('node_modules', NATIVE);
  if (Number(major) < 22 && !existsSync(own)) return;
  const chosen = Number(major) < 22 ? own : install(NATIVE, '13');
  rmSync(folder, { recursive: true, force: true });
  cpSync(chosen, folder, { recursive: true });
}

function suite(title, node, env) {
  const options = { cwd: tree, env, encoding: 'utf8', timeout: SUITE_MINUTES * 60_000, maxBuffer: 2 ** 28 };
  const started = Date.now();
  const how = ['node_modules/vitest/vitest.mjs', 'run'];
  const { status, stdout, stderr, error } = spawnSync(node, how, options);
  const log = join(kept, `${title.replace(' ', '-')}.log`);
  writeFileSync(log, `${stdout}${stderr}`);
  const counted = stdout?.match(/^\d+ passed, \d+ failed.*$/gm)?.at(-1);
  const failures = new Set(stderr?.match(/^ FAIL .*$/gm));
  for (const failure of [...failures].slice(0, MAX_SHOWN)) console.log(`${title}${failure}`);
  if (status !== 0) console.log(`${title} all of it: ${log}`);
  report(
    title,
    `suite  ${counted ?? `not run: ${firstLine(error ?? stderr)}`}  ${seconds(started)}`,
    outcome(status, counted),
  );
}

function smoke(title, runtime) {
  const started = Date.now();
  const options = { cwd: tree, encoding: 'utf8', timeout: 60_000 };
  const { status, stdout, stderr, error } = spawnSync(runtime, ['test/smoke/core.mjs'], options);
  if (status !== 0) console.log(stderr);
  const counted = stdout?.match(/^\d+ passed, \d+ failed$/m)?.[0];
  report(
    title,
    `smoke  ${counted ?? `not run: ${firstLine(error ?? stderr)}`}  ${seconds(started)}`,
    outcome(status, counted),
  );
}

function outcome(status, counted) {
  return status === 0 && counted !== undefined ? 'ok' : 'FAILED';
}

/** At once, since the rest takes minutes, and again at the end. */
function report(title, said, how) {
  const line = `${how.padEnd(7)}  ${title.padEnd(14)}  ${said}`;
  console.log(line);
  results.push({ line, failed: how === 'FAILED' });
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

function text(file, how) {
  return execFileSync(file, how, { encoding: 'utf8' }).trim();
}

function firstLine(error) {
  const said = error?.stderr || error?.message || String(error);
  return String(said).trim().split('\n', 1)[0];
}
