/** The clock that all hosts share. */

import type { Session } from './session.ts';

/** The server's time, in milliseconds since 1970. */
export async function timeOf(session: Session): Promise<number> {
  const [row] = await session.query('SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint');
  return Number(row![0]);
}
