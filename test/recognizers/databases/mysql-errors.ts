/** The server's errors as mysql2 knows them. */

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
/** By number and by name. */
export const ERRORS = require(
  join(dirname(require.resolve('mysql2')), 'lib/constants/errors.js'),
) as Readonly<Record<string, number>>;
