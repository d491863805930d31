/** Short marks, whose colour says what they say. */

import { html, type Html } from '../markup.ts';
import type { GroupSummary } from '../../store/group.ts';

/** Of the server's fault is what is red; 499 is a client that went away. */
export function statusTag(status: number): Html {
  const kind = status >= 500 ? 'bad' : status === 499 ? 'soft' : 'warn';
  return html`<span class="tag status ${kind}">${status}</span>`;
}

export function stateTag({ state, reopened }: Pick<GroupSummary, 'reopened' | 'state'>): Html {
  if (state === 'open' && reopened !== undefined) return html`<span class="tag warn">reopened</span>`;
  const kind = state === 'resolved' ? 'good' : state === 'open' ? 'plain' : 'soft';
  return html`<span class="tag ${kind}">${state}</span>`;
}
