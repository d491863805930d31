/** Turns: a dashboard in heavy use must not take every connection, nor wait for ever. */

export interface Slots {
  /**
   * Waits for a turn.
   * @returns ends it
   * @throws Error when there was none within `timeout` ms
   */
  take(timeout: number): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  function give(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    take(timeout) {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(give);
      }
      return new Promise((resolve, reject) => {
        const turn = (): void => {
          clearTimeout(timer);
          resolve(give);
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(new Error('too many questions at once'));
        }, timeout);
        waiting.push(turn);
      });
    },
  };
}
