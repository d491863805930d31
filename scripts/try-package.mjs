/**
 * Packs the package, installs the tarball beside the frameworks into an empty folder, and runs one app that
 * imports it and one that requires it.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'faultline-package-'));

/** A pattern that path-to-regexp has to read. */
const CONFIG = {
  $schema: './node_modules/faultline/schema.json',
  apis: [
    {
      id: 'shop',
      name: 'Shop',
      match: ['/shop/:name.:kind'],
      errors: {
        VALIDATION_FAILED: { template: { body: { why: '#FAULTMESSAGE#', api: '#{apiProxy.name}' } } },
      },
    },
  ],
};

const APP = `
const fl = createFaultline({ logger: false, config: 'faultline.json' });
const app = express();
app.get('*splat', () => { throw new ValidationException('The date is in the past'); });
app.use(faultline(fl));
const server = app.listen(0, '127.0.0.1', async () => {
  const answer = await fetch('http://127.0.0.1:' + server.address().port);
  const body = await answer.json();
  const shaped = await (await fetch('http://127.0.0.1:' + server.address().port + '/shop/a.b')).text();
  server.close();
  if (shaped !== '{"why":"The date is in the past","api":"Shop"}') throw new Error(shaped);
  if (answer.status !== 400 || body.detail !== 'The date is in the past') throw new Error(JSON.stringify(body));
  for (const adapter of [koa, fastify]) if (typeof adapter.faultline(fl) !== 'function') throw new Error('no adapter');
  if (typeof http.sendReply !== 'function') throw new Error('no adapter kit');
});
`;

const APPS = {
  'app.mjs': `
import express from 'express';
import { createFaultline, ValidationException } from 'faultline';
import { faultline } from 'faultline/express';
import * as koa from 'faultline/koa';
import * as fastify from 'faultline/fastify';
import * as http from 'faultline/http';
${APP}`,
  'app.cjs': `
const express = require('express');
const { createFaultline, ValidationException } = require('faultline');
const { faultline } = require('faultline/express');
const koa = require('faultline/koa');
const fastify = require('faultline/fastify');
const http = require('faultline/http');
${APP}`,
};

try {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const packages = [`./${tarball}`, `express@${devDependencies.express}`];
  execFileSync('npm', ['install', '--prefer-offline', '--silent', ...packages], {
    cwd: folder,
    stdio: 'inherit',
  });
  writeFileSync(join(folder, 'faultline.json'), JSON.stringify(CONFIG));
  readFileSync(join(folder, CONFIG.$schema));
  for (const [name, source] of Object.entries(APPS)) {
    writeFileSync(join(folder, name), source);
    execFileSync(process.execPath, ['--disallow-code-generation-from-strings', name], {
      cwd: folder,
      stdio: 'inherit',
      timeout: 30_000,
    });
    console.log(`${name} works with the packed package`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
