import type { AdoptedSpool, Spool, SpoolReader } from '../spool/spool.ts';

/** Spools of one directory, as `spoolIn` makes them: apart from the queue, which imports no module of Node. */
export interface Spooling {
  /** What it is, for operators. */
  readonly name: string;
  /** @throws FaultlineError */
  open(): Spool;
  read(spool: AdoptedSpool): SpoolReader;
  /** Never throws. */
  adopt(): readonly AdoptedSpool[];
}
