/** What debug mode shows of the thrown value, beside what every client sees. */

import { cut } from '../json.ts';
import type { Debug, ErrorView } from '../model.ts';
import type { Opening } from './plan.ts';

const MAX_STACK_LINES = 50;

export function debugOf(view: ErrorView, causes: readonly ErrorView[], withStack: boolean): Debug {
  const message = view.isError || typeof view.value === 'string' ? view.message : '';
  const shown = { name: nameOf(view), message: cut(message, 8192), causes: causes.map(causeOf) };
  const stack = withStack ? view.read('stack') : undefined;
  if (typeof stack !== 'string') return shown;
  return { ...shown, stack: cut(stack, 65_536).split('\n', MAX_STACK_LINES) };
}

function causeOf(view: ErrorView): { name: string; message: string } {
  return { name: nameOf(view), message: cut(view.message, 8192) };
}

function nameOf(view: ErrorView): string {
  const name = view.read('name');
  return typeof name === 'string' && name !== '' ? cut(name, 256) : typeof view.value;
}

/** Debug mode has the stack in a place of its own. */
export function openedBeside(debug: Debug | undefined, opening: Opening): Opening {
  return debug === undefined || !opening.stack ? opening : { ...opening, stack: false };
}
