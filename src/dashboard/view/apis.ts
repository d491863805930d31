import { ask } from '../ask.ts';
import type { Store } from '../../store/store.ts';
import type { Visit } from '../page.ts';

const DAY = 86_400_000;
const DAYS = 30;
const MOST = 100;

/** Milliseconds that a list is offered again: every page with a form has it, and it hardly changes. */
const KEPT = 60_000;

interface Known {
  readonly at: number;
  readonly apis: readonly string[];
}

const known = new WeakMap<Store, Known>();

/** Ids of the apis that failed in the last 30 days, to choose from; none while the store cannot tell. */
export async function apisIn({ store, now }: Pick<Visit, 'now' | 'store'>): Promise<readonly string[]> {
  const before = known.get(store);
  if (before !== undefined && Math.abs(now - before.at) < KEPT) return before.apis;
  const to = (Math.floor(now / DAY) + 1) * DAY;
  const asked = await ask(() =>
    store.series({ from: to - DAYS * DAY, to, step: DAY, by: 'api', lines: MOST }),
  );
  if (!asked.isAnswered) return [];
  const apis = asked.value.lines
    .map(({ key }) => key ?? '')
    .filter((key) => key !== '')
    .toSorted();
  known.set(store, { at: now, apis });
  return apis;
}
