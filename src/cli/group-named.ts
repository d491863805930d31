import { lookUp } from '../store/lookup.ts';
import { FaultlineError } from '../codes.ts';
import { printable } from './printable.ts';
import type { Group } from '../store/group.ts';
import type { Store } from '../store/store.ts';

/**
 * The group that people mean by its name, or by the reference of a failure in it.
 * @throws FaultlineError where there is none
 */
export async function groupNamed(store: Store, text: string): Promise<Group> {
  const name = text.trim();
  const named = /^[\w.:-]{1,64}$/.test(name) ? await store.group(name) : undefined;
  if (named !== undefined) return named;
  const found = await lookUp(store, text);
  const [occurrence] = found.kind === 'found' ? found.occurrences : [];
  const group = occurrence === undefined ? undefined : await store.group(occurrence.fingerprint);
  if (group !== undefined) return group;
  const cure =
    found.kind === 'mistyped'
      ? 'where it is a reference, a symbol was misread: ask for it again'
      : 'faultline groups lists those that there are';
  throw new FaultlineError(
    'FLT_QUERY_INVALID',
    `${printable(JSON.stringify(text))} is neither a group of the store nor the reference of a failure in it; ${cure}.`,
  );
}
