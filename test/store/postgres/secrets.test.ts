import { describe, expect, it } from 'vitest';
import { nameOf } from '../../../src/store/postgres/name.ts';

describe('R38 the name of the store', () => {
  // `/`, `?` and `#` end the place where a password may stand: what follows is taken for a path, and so on.
  it.each([
    'postgres://keeper:12/s3cret@db.example/errors',
    'postgres://keeper:12?s3cret@db.example/errors',
    'postgres://keeper:12#s3cret@db.example/errors',
    'postgres://keeper:s3@cret/s3cret@db.example/errors',
    'postgres://keeper:s3cret@12/34@db.example/errors',
  ])('shows nothing of a password that is not escaped: %s', (connectionString) => {
    expect(URL.canParse(connectionString)).toBe(true);
    const shown = nameOf({ connectionString, pool: undefined }, {});
    expect(shown).not.toMatch(/cret|keeper|12|34/);
    const pool = { options: { connectionString } };
    expect(nameOf({ pool: pool as never }, {})).toBe(shown);
  });

  it('shows where an escaped one leads', () => {
    const connectionString = 'postgres://keeper:12%2Fs3cret%40@db.example/errors';
    expect(nameOf({ connectionString, pool: undefined }, {})).toBe('postgres://db.example/errors');
  });
});
