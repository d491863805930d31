/** What can be done about a group: each a form of its own, so that a keyboard's Enter does what stands beside it. */

import type { Group, GroupState } from '../../store/group.ts';
import { html, type Html } from '../markup.ts';

export const MAX_RELEASE = 200;
export const MAX_NOTE = 4000;

interface Action {
  readonly action: string;
  readonly label: string;
  readonly state: GroupState;
  readonly hint: string;
}

const ACTIONS: readonly Action[] = [
  { action: 'reopen', label: 'Reopen', state: 'open', hint: 'alerts tell about it again' },
  { action: 'mute', label: 'Mute', state: 'muted', hint: 'counted, without alerts' },
  { action: 'ignore', label: 'Ignore', state: 'ignored', hint: 'the same, and lists leave it out' },
];

/** @param token hidden field that proves where the form comes from */
export function groupForms(group: Group, action: string, token: Html): Html {
  const { state, lastRelease } = group;
  const others = ACTIONS.filter((each) => each.state !== state).map(
    (each) =>
      html`<div class="act">
        <button name="action" value="${each.action}">${each.label}</button>
        <span class="soft">${each.hint}</span>
      </div>`,
  );
  return html`<div class="forms">
    ${state !== 'resolved' && resolveForm(action, token, lastRelease)}
    <form method="post" action="${action}">${token}${others}</form>
    <form method="post" action="${action}">
      ${token}
      <div class="field">
        <label for="f-note">Note</label>
        <textarea id="f-note" name="note" rows="3" maxlength="${MAX_NOTE}" required></textarea>
      </div>
      <button name="action" value="note">Add note</button>
    </form>
  </div>`;
}

function resolveForm(action: string, token: Html, lastRelease: string | undefined): Html {
  return html`<form method="post" action="${action}">
    ${token}
    <div class="field">
      <label for="f-release">Release that has the cure <span class="soft">(optional)</span></label>
      <input
        id="f-release"
        name="release"
        maxlength="${MAX_RELEASE}"
        autocomplete="off"
        spellcheck="false"
        ${lastRelease !== undefined && html` placeholder="failed last in ${lastRelease}"`}
      />
    </div>
    <button class="main" name="action" value="resolve">Resolve</button>
  </form>`;
}
