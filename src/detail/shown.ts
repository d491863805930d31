/** What an opening lets an answer show (R51 to R55): the trail, the frames of the stack, the attributes. */

import { framesOf } from '../record/neutral.ts';
import { writeFrames } from '../record/write.ts';
import type { Decided, ErrorView, RequestFacts, Shown, Trail } from '../model.ts';
import type { Redactor } from '../redact/index.ts';
import { attributesOf, type Told } from './attributes.ts';
import type { Opening } from './plan.ts';

const MAX_STACK = 16_384;
const FRAME = /^\s{1,16}at /;

/** `undefined` when nothing is opened. */
export function shownOf(
  decided: Decided,
  opening: Opening,
  told: Told,
  redactor: Redactor,
): Shown | undefined {
  const { explanation, path, stack, attributes } = opening;
  if (!explanation && !path && !stack && !attributes) return undefined;
  const { facts, view } = decided.classified.captured;
  return {
    explanation,
    trail: path ? trailOf(facts, decided.selection?.api?.name) : undefined,
    stack: stack ? stackOf(view, redactor) : undefined,
    attributes: attributes ? attributesOf(decided, told, redactor) : undefined,
  };
}

/** Every step passed but the last one, which failed. Facts may fail like anything else: then there is no trail. */
function trailOf(facts: RequestFacts, api: string | undefined): Trail | undefined {
  try {
    const { trail, route } = facts;
    if (trail === undefined || trail.length === 0) return undefined;
    const last = trail.length - 1;
    const steps = trail.map((name, index) => ({ name, status: index === last ? 'Fail' : 'Pass' }) as const);
    return { policy: api ?? route ?? '', steps };
  } catch {
    return undefined;
  }
}

/** Frames without the head line, which has the message. */
function stackOf(view: ErrorView, redactor: Redactor): readonly string[] | undefined {
  const stack = view.read('stack');
  const frames = typeof stack === 'string' ? framesOf(stack, view.message) : undefined;
  if (frames === undefined) return undefined;
  // Libraries append the stacks of other errors, whose head lines have messages.
  const lines = frames.split('\n').filter((line) => FRAME.test(line));
  return writeFrames(lines.join('\n'), MAX_STACK, redactor.on(undefined)).split('\n');
}
