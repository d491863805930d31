/** What users' functions make of a body, with something to fall back to. */

import { show } from '../codes.ts';
import { ignoreRejection } from '../rejection.ts';
import type { Format, Problem, Renderer } from '../model.ts';

/** What a transform is told beside the body. */
export interface TransformContext {
  readonly status: number;
  readonly format: Format;
  readonly contentType: string;
  readonly correlationId: string;
  readonly code: string;
}

/** Makes another body of the same format out of a default one. */
export type BodyTransform = (body: string, context: TransformContext) => string;

/** Is told why a body is not the user's: `threw TypeError`, `returned a promise`. Must not throw. */
export type Failed = (reason: string, problem: Problem) => void;

/**
 * `renderer`, and the body of `fallback` where that throws or returns anything but a string. Both write the same
 * format; content type and headers remain those of `renderer`.
 */
export function guardedRenderer(renderer: Renderer, fallback: Renderer, failed: Failed): Renderer {
  return {
    ...renderer,
    render: (problem) => {
      const body = attempt(
        () => renderer.render(problem),
        (reason) => failed(`the renderer ${reason}`, problem),
      );
      return body ?? fallback.render(problem);
    },
  };
}

/** `renderer` with its bodies transformed; where the transform fails, with its bodies as they are. */
export function withTransform(renderer: Renderer, transform: BodyTransform, failed: Failed): Renderer {
  const { format, contentType } = renderer;
  return {
    ...renderer,
    render: (problem) => {
      const { status, correlationId, code } = problem;
      const body = renderer.render(problem);
      const transformed = attempt(
        () => transform(body, Object.freeze({ status, format, contentType, correlationId, code })),
        (reason) => failed(`the transform ${reason}`, problem),
      );
      return transformed ?? body;
    },
  };
}

/** What `make` makes if that is a string. Of a failure only the kind is told: its message may quote anything. */
function attempt(make: () => unknown, failed: (reason: string) => void): string | undefined {
  let reason: string;
  try {
    const made = make();
    if (typeof made === 'string') return made;
    reason = `returned ${ignoreRejection(made) ? 'a promise' : kindOf(made)}`;
  } catch (error) {
    reason = `threw ${nameOf(error)}`;
  }
  failed(reason);
  return undefined;
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? show(value) : typeof value;
}

function nameOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return ignoreRejection(error) ? 'a promise' : typeof error;
    const { name } = error as { name: unknown };
    return typeof name === 'string' ? name : 'Error';
  } catch {
    return 'a value that cannot be read';
  }
}
