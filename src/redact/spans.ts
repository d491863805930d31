/** Where secrets stand in a text, and what is put in their place. */

/** What stands for a secret of which nothing more can be told. */
export const HIDDEN = '[redacted]';

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/** The text with every span replaced; of spans that overlap, the outer one speaks. */
export function replaceSpans(text: string, spans: Span[]): string {
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  let shown = '';
  let done = 0;
  for (const span of spans) {
    if (span.start < done) {
      done = Math.max(done, span.end);
      continue;
    }
    shown += text.slice(done, span.start) + span.shown;
    done = span.end;
  }
  return shown + text.slice(done);
}
