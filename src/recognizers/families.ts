import { aggregate } from './aggregate.ts';
import { body } from './body.ts';
import { clientAbort } from './client-abort.ts';
import { fastify } from './fastify.ts';
import { httpErrors } from './http-errors.ts';
import { databases } from './databases/index.ts';
import { files } from './files/index.ts';
import { load } from './load/index.ts';
import { tokens } from './tokens/index.ts';
import { abort } from './upstreams/abort.ts';
import { clients } from './upstreams/clients.ts';
import { url } from './url.ts';
import { validators } from './validators/index.ts';
import type { Family } from './family.ts';

/**
 * The built-in families of foreign errors, in the order in which they are asked. `docs/recognizers.md` is made
 * from them.
 */
export const families: readonly Family[] = [
  clientAbort,
  body,
  fastify,
  ...validators,
  ...tokens,
  ...files,
  ...load,
  // Before the databases: HTTP clients pass on the same errors of Node, with marks of their own.
  ...clients,
  ...databases,
  // After them: ioredis has errors of that name too.
  abort,
  url,
  aggregate,
  httpErrors,
];
