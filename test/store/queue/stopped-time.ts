import { afterEach, beforeEach, vi } from 'vitest';

/** In each test of a file time passes only when it says so, and waits have nothing random. */
export function stopTime(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}
