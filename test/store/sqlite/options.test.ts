import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../src/store/sqlite/options.ts';

describe('options of sqliteStore', () => {
  it('have defaults', () => {
    expect(checkOptions({ file: 'errors.db' })).toEqual({
      file: 'errors.db',
      spool: 'errors.db-spool',
      spoolBytes: 2 ** 30,
      retention: { days: 30, bytes: 2 * 2 ** 30 },
      mustExist: false,
      driver: undefined,
    });
    const rest = { retention: {}, mustExist: true, driver: 'libsql' };
    const all = { file: 'a', spool: 'b', spoolBytes: 2 ** 20, ...rest };
    expect(checkOptions(all)).toEqual(all);
    expect(checkOptions({ file: 'a', spool: undefined })).toMatchObject({ spool: 'a-spool' });
  });

  it.each([
    [undefined, 'FLT_OPTION_INVALID', /argument of sqliteStore is undefined; give an object/],
    [{}, 'FLT_OPTION_INVALID', /"file" of sqliteStore is missing; give the path/],
    [{ file: '' }, 'FLT_OPTION_INVALID', /"file" of sqliteStore is ""/],
    [{ file: ':memory:' }, 'FLT_OPTION_INVALID', /give the path of a file/],
    [{ file: 'file:x?mode=ro' }, 'FLT_OPTION_INVALID', /give the path of a file/],
    [{ file: 'a\0b' }, 'FLT_OPTION_INVALID', /give the path of a file/],
    [{ file: 5 }, 'FLT_OPTION_INVALID', /is 5; give/],
    [{ file: 'a', spool: '' }, 'FLT_OPTION_INVALID', /"spool".*a directory/],
    [{ file: 'a', spoolBytes: 1000 }, 'FLT_OPTION_INVALID', /"spoolBytes".*1048576/],
    [{ file: 'a', mustExist: 1 }, 'FLT_OPTION_INVALID', /"mustExist".*true or false/],
    [{ file: 'a', retention: 30 }, 'FLT_OPTION_INVALID', /"retention".*\{ days: 30 \}/],
    [{ file: 'a', retention: { days: 0 } }, 'FLT_OPTION_INVALID', /"retention".*days is 0/],
    [{ file: 'a', driver: 'sqlite3' }, 'FLT_OPTION_INVALID', /"driver".*node:sqlite, better-sqlite3, libsql/],
    [{ file: 'a', path: 'b' }, 'FLT_OPTION_UNKNOWN', /no option "path"; use one of file, spool/],
    [JSON.parse('{"file":"a","__proto__":1}'), 'FLT_OPTION_UNKNOWN', /no option "__proto__"/],
  ])('%j is refused', (options: unknown, code, message) => {
    expect(() => checkOptions(options)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
