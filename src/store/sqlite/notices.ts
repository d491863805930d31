import type { StoreEvent } from '../store.ts';

export type Trouble = Extract<StoreEvent, { readonly type: 'trouble' }>;

/** Says the same at most once a minute, and how often it was. */
export function createNotices(
  tell: (trouble: Trouble) => void,
  now: () => number,
): (topic: string, level: Trouble['level'], message: string) => void {
  const topics = new Map<string, { toldAt: number; unsaid: number }>();
  return (topic, level, message) => {
    const known = topics.get(topic);
    // A clock that was set back must not silence it.
    if (known !== undefined && Math.abs(now() - known.toldAt) < MINUTE) {
      known.unsaid += 1;
      return;
    }
    const before = known?.unsaid ?? 0;
    topics.set(topic, { toldAt: now(), unsaid: 0 });
    tell({
      type: 'trouble',
      level,
      message: before === 0 ? message : `${message} (And ${before} times since this was told last.)`,
    });
  };
}

const MINUTE = 60_000;
