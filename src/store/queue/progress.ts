/** How far those that came in one after the other got, in whatever order they were done. */
export interface Progress {
  /** One more came in. */
  add(): void;
  /** The first that were not begun are. @returns to be called when they are done */
  begin(count: number): () => void;
  /** The first that were not begun never will be. */
  skip(count: number): void;
  /** Came in, and neither begun nor skipped yet. */
  readonly pending: number;
  /** Those that came in so far, for `isPast`. */
  mark(): number;
  /** All of these are done, or skipped. */
  isPast(mark: number): boolean;
}

/** @param onPast called whenever some more are done, or skipped */
export function createProgress(onPast: () => void): Progress {
  let added = 0;
  let begun = 0;
  /** Where those that are under way start. */
  const running = new Set<{ readonly from: number }>();
  return {
    add() {
      added += 1;
    },
    begin(count) {
      const one = { from: begun };
      begun += count;
      running.add(one);
      return () => {
        running.delete(one);
        onPast();
      };
    },
    skip(count) {
      begun += count;
      onPast();
    },
    get pending() {
      return added - begun;
    },
    mark: () => added,
    isPast(mark) {
      if (begun < mark) return false;
      for (const { from } of running) if (from < mark) return false;
      return true;
    },
  };
}
