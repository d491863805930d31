import { escapeMarkup } from '../markup.ts';
import type { Dates } from '../rendered-dates.ts';

/** A date for readers and for programs. */
export function moment(iso: string, date: Dates): string {
  return `<time datetime="${escapeMarkup(iso)}">${escapeMarkup(date(iso))}</time>`;
}
