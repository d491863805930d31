/** A change of a group's state, or a note: by POST only. */

import type { GroupState, GroupUpdate } from '../../store/group.ts';
import { ask, noteOf } from '../ask.ts';
import { given } from '../given.ts';
import { groupPath } from '../links.ts';
import { html } from '../markup.ts';
import type { Made, Visit } from '../page.ts';
import { MAX_NOTE, MAX_RELEASE } from '../view/group-forms.ts';
import { invalidPage, missingPage, unavailablePage } from './problem.ts';

/** Who does it where nobody said who they are. */
const NAMELESS = 'dashboard';

const STATES: ReadonlyMap<string, GroupState> = new Map([
  ['resolve', 'resolved'],
  ['mute', 'muted'],
  ['ignore', 'ignored'],
  ['reopen', 'open'],
]);

export async function changeGroup(visit: Visit, fingerprint: string, form: URLSearchParams): Promise<Made> {
  const action = form.get('action') ?? '';
  const change = changeIn(action, form);
  const back = visit.links.to(groupPath(fingerprint));
  if (typeof change === 'string') return invalidPage(change, back);
  const update: GroupUpdate = { ...change, by: visit.user ?? NAMELESS, at: visit.now };
  const asked = await ask(() => visit.store.updateGroup(fingerprint, update));
  if (!asked.isAnswered) {
    return asked.problem.isInvalid
      ? invalidPage(asked.problem.message, back)
      : unavailablePage(
          'Not confirmed',
          html`${noteOf(asked.problem)}
            <p><a href="${back}">Back to the group</a></p>`,
        );
  }
  if (asked.value === undefined) return missingPage(visit, 'There is no such group any more.');
  return { location: visit.links.to(groupPath(fingerprint), { done: action }) };
}

/** A sentence where it is none. */
function changeIn(
  action: string,
  form: URLSearchParams,
): Pick<GroupUpdate, 'note' | 'release' | 'state'> | string {
  if (action === 'note') {
    // Browsers send line breaks as two characters each.
    const note = (form.get('note') ?? '').replaceAll('\r\n', '\n').trim();
    if (note === '' || note.length > MAX_NOTE) return `A note has 1 to ${MAX_NOTE} characters.`;
    return { note };
  }
  const state = STATES.get(action);
  if (state === undefined) return 'The form asks for nothing that can be done.';
  const release = (form.get('release') ?? '').trim();
  if (release.length > MAX_RELEASE) return `The name of a release has at most ${MAX_RELEASE} characters.`;
  return { state, ...given({ release: state === 'resolved' && release !== '' ? release : undefined }) };
}
