/** What the package promises by its manifest, its exports and its README. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

it('the public doors export what they are documented to', async () => {
  const doors = ['faultline', 'faultline/express', 'faultline/koa', 'faultline/fastify'].concat(
    [
      'recognizers',
      'http',
      'store/sqlite',
      'store/postgres',
      'report',
      'dashboard',
      'otel',
      'prometheus',
    ].map((door) => `faultline/${door}`),
  );
  const exported: Record<string, string[]> = {};
  for (const door of doors) exported[door] = Object.keys((await import(door)) as object).toSorted();
  expect(exported).toMatchInlineSnapshot(`
    {
      "faultline": [
        "AuthenticationException",
        "BusinessException",
        "CODES",
        "ConfigError",
        "ConflictException",
        "FaultlineError",
        "NoRouteException",
        "NotFoundException",
        "RateLimitException",
        "UnavailableException",
        "UserPermissionsException",
        "ValidationException",
        "createDetailToken",
        "createFaultline",
        "defineConfig",
        "defineRecognizer",
        "defineRenderer",
        "isBusinessException",
        "isCorrelationId",
        "lookUp",
        "memoryStore",
        "parseCorrelationId",
        "toFaultline",
      ],
      "faultline/dashboard": [
        "dashboard",
      ],
      "faultline/express": [
        "asyncHandler",
        "context",
        "faultline",
        "notFound",
      ],
      "faultline/fastify": [
        "faultline",
        "frameworkErrors",
      ],
      "faultline/http": [
        "answer",
        "beginTrail",
        "destroy",
        "enterStep",
        "factsFromNode",
        "factsFromWeb",
        "isKept",
        "mergeHeaders",
        "phraseOf",
        "sendReply",
        "toResponse",
        "watchBody",
      ],
      "faultline/koa": [
        "faultline",
      ],
      "faultline/otel": [
        "openTelemetry",
      ],
      "faultline/prometheus": [
        "prometheus",
      ],
      "faultline/recognizers": [
        "families",
        "upstream",
      ],
      "faultline/report": [
        "createReport",
        "legacyDate",
        "renderReport",
      ],
      "faultline/store/postgres": [
        "postgresStore",
      ],
      "faultline/store/sqlite": [
        "sqliteStore",
      ],
    }
  `);
  expect(Object.keys(manifest.exports)).toEqual([
    ...doors.map((door) => door.replace('faultline', '.')),
    './schema.json',
    './package.json',
  ]);
});

it('the core depends on no more than the design allows', () => {
  const allowed = new Set(['path-to-regexp', 'nanoid', 'ajv', 'http-errors']);
  expect(Object.keys(manifest.dependencies ?? {}).filter((name) => !allowed.has(name))).toEqual([]);
});

it.each(['package-lock.json', 'bench/package-lock.json'])('%s carries no registry address', (lock) => {
  expect(readFileSync(lock, 'utf8')).not.toContain('"resolved"');
});

it('the gate is a type: the whole tree compiles, and every expected error is one', () => {
  const compiler = 'node_modules/@typescript/native/bin/tsc';
  expect(() =>
    execFileSync(process.execPath, [compiler, '-p', 'tsconfig.json'], { stdio: 'pipe' }),
  ).not.toThrow();
}, 120_000);

it('the two commands of the README are scripts, and .ci/run calls the second', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain('npm ci && npm run demo');
  expect(readme).toContain('npm ci && npm test');
  expect(manifest.scripts).toMatchObject({
    demo: expect.any(String) as string,
    test: expect.any(String) as string,
  });
  expect(readFileSync('.ci/run', 'utf8')).toContain('npm ci && npm test');
});
