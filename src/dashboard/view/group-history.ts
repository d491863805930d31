import type { Group } from '../../store/group.ts';
import { html, type Html } from '../markup.ts';
import type { Visit } from '../page.ts';
import { ago } from '../time.ts';

interface Entry {
  readonly at: number;
  readonly shown: Html;
}

/** What people did and wrote, and when it opened again: newest first. */
export function groupHistory({ notes, history, firstAt }: Group, { now }: Pick<Visit, 'now'>): Html {
  const entries: readonly Entry[] = [
    { at: firstAt, shown: html`first failure` },
    ...history.map(({ at, by, state, release }) => {
      const who = by === undefined ? '' : html` by <b>${by}</b>`;
      const which =
        release === undefined ? '' : html`${by === undefined ? ' in' : ' with'} <code>${release}</code>`;
      const what = by === undefined ? 'opened again: it recurred' : state === 'open' ? 'reopened' : state;
      return { at, shown: html`${what}${which}${who}` };
    }),
    ...notes.map(({ at, by, text }) => ({
      at,
      shown: html`note by <b>${by}</b>
        <blockquote>${text}</blockquote>`,
    })),
  ];
  // Later ones of the same time stand further behind in their own list.
  const sorted = entries.toReversed().toSorted((one, other) => other.at - one.at);
  return html`<ol class="history">
    ${sorted.map(({ at, shown }) => html`<li>${ago(at, now)} ${shown}</li>`)}
  </ol>`;
}
