/** Who is let in: whom `authorize` names, and nobody while it fails. */

import type { DashboardOptions } from './options.ts';
import type { PageRequest } from './page.ts';
import { warn } from './warn.ts';

export type Admission =
  | { readonly isAdmitted: false }
  | { readonly isAdmitted: true; readonly user?: string };

/** Milliseconds. */
const PATIENCE = 10_000;

/** Of a name, in characters: as much as stores keep. */
const MAX_NAME = 200;

const DENIED: Admission = { isAdmitted: false };

/** Never rejects. */
export async function admit(
  { authorize }: Pick<DashboardOptions, 'authorize'>,
  { raw, context }: Pick<PageRequest, 'context' | 'raw'>,
  patience: number = PATIENCE,
): Promise<Admission> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<unknown>((done) => {
    timer = setTimeout(() => {
      warn(`authorize took longer than ${patience / 1000} seconds; nobody is let in while it does.`);
      done(false);
    }, patience);
  });
  try {
    return admissionOf(await Promise.race([authorize(raw, context), late]));
  } catch (error) {
    warn(`authorize failed with ${kindOf(error)}; nobody is let in while it does.`);
    return DENIED;
  } finally {
    clearTimeout(timer);
  }
}

/** Nothing but `true`, or a name, lets in: neither 1, nor a user without a name. */
function admissionOf(authorized: unknown): Admission {
  if (authorized === true) return { isAdmitted: true };
  if (typeof authorized !== 'object' || authorized === null) return DENIED;
  const { name } = authorized as { readonly name?: unknown };
  if (typeof name !== 'string' || name.trim() === '') return DENIED;
  // Databases refuse halves of characters.
  return {
    isAdmitted: true,
    user: name
      .trim()
      .slice(0, MAX_NAME)
      .replace(/\p{Cs}/gu, '\ufffd'),
  };
}

/** Its message may hold what a client sent. Never throws, whatever was thrown: proxies and getters may. */
export function kindOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return 'what is no Error';
    const { constructor } = error as { readonly constructor?: { readonly name?: unknown } };
    const name = constructor?.name;
    return typeof name === 'string' ? name : 'an Error';
  } catch {
    return 'what cannot be read';
  }
}
