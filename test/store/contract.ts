/** What every store promises. A store's own tests add what only it can suffer. */

import { describe } from 'vitest';
import { countsContract } from './contract/counts.ts';
import { eventsContract } from './contract/events.ts';
import { groupsContract } from './contract/groups.ts';
import { lifeContract } from './contract/life.ts';
import { listsContract } from './contract/lists.ts';
import { queriesContract } from './contract/queries.ts';
import { recordsContract } from './contract/records.ts';
import { retentionContract } from './contract/retention.ts';
import { statesContract } from './contract/states.ts';
import { storeOf, type Open } from './contract/opened.ts';

export type { Open, Opened } from './contract/opened.ts';

/** @param open an empty store, for each test anew; see `Opened` */
export function storeContract(name: string, open: Open): void {
  describe(`${name} as a store`, () => {
    const opened = storeOf(open);
    recordsContract(opened);
    listsContract(opened);
    countsContract(opened);
    groupsContract(opened);
    statesContract(opened);
    eventsContract(opened);
    queriesContract(opened);
    retentionContract(opened);
    lifeContract(opened);
  });
}
