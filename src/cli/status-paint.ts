import type { Paint, Style } from './style.ts';

/** The colour of a status: red for our own faults, yellow for clients' ones. */
export function statusPaint(status: number, { bad, doubtful, faint }: Style): Paint {
  if (status === 499) return faint;
  return status >= 500 ? bad : doubtful;
}
