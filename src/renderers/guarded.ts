/** What users' functions make of a body, whatever they do. */

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

/** What users' functions are asked for: another renderer's body, made into another one. */
interface Asked {
  readonly renderer: Renderer;
  readonly transform: BodyTransform | undefined;
}

/**
 * `renderer` with its bodies transformed. Where one of users' functions throws, or returns anything but a string,
 * `failed` is told, and the body is empty: whoever asked for it must take another one.
 */
export function guardedRenderer({ renderer, transform }: Asked, failed: Failed): Renderer {
  const { format, contentType } = renderer;
  return {
    ...renderer,
    render: (problem) => {
      const body = attempt(
        () => renderer.render(problem),
        (reason) => failed(`the renderer ${reason}`, problem),
      );
      if (body === undefined || transform === undefined) return body ?? '';
      const { status, correlationId, code } = problem;
      const transformed = attempt(
        () => transform(body, Object.freeze({ status, format, contentType, correlationId, code })),
        (reason) => failed(`the transform ${reason}`, problem),
      );
      return transformed ?? '';
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
