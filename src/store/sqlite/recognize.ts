/** Whether a file that the library cannot read was one of ours: nobody else's is ever moved. */

import { constants, openSync, readSync } from 'node:fs';
import { identityOf } from './open-file.ts';
import { APPLICATION } from './schema.ts';

// A pipe without another end would hold up the thread for good. Where there is no such flag it is undefined, which the
// operator takes for 0.
const READ = constants.O_RDONLY | constants.O_NONBLOCK;

/** Bytes at the beginning, which have the header and the names of the tables. */
const HEAD = 65_536;
/** https://sqlite.org/fileformat.html#the_database_header */
const MAGIC = 'SQLite format 3\0';
const APPLICATION_AT = 68;
/** As the first page names a table of ours, its kind and its name twice; it stands behind a header that is damaged. */
const TABLE = 'tablehour_kindhour_kind';

/** Looks at the file that the name leads to now. What cannot be looked at is not ours. */
export function createRecognition(file: string): () => boolean {
  let looked: { readonly identity: string; readonly descriptor: number } | undefined;
  return () => {
    try {
      const identity = identityOf(file);
      // It stays open, one for each file: closing it would end the locks that this process has on it.
      if (looked?.identity !== identity) looked = { identity, descriptor: openSync(file, READ) };
      const head = Buffer.alloc(HEAD);
      return isOurs(head.subarray(0, readSync(looked.descriptor, head, 0, HEAD, 0)));
    } catch {
      return false;
    }
  };
}

function isOurs(head: Buffer): boolean {
  const isMarked =
    head.length >= APPLICATION_AT + 4 &&
    head.toString('latin1', 0, MAGIC.length) === MAGIC &&
    head.readUInt32BE(APPLICATION_AT) === APPLICATION;
  return isMarked || head.includes(TABLE);
}
