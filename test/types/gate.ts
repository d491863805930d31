/** Compiles only while the gate holds: every expected error below must be one (`npm run types`). */

import type { Captured, Decided, Problem, Reply, Vetted } from '../../src/model.ts';
import { BusinessException, createFaultline, NoRouteException, ValidationException } from 'faultline';

declare const problem: Problem;
declare const reply: Reply;
declare const captured: Captured;
declare const decided: Decided;
declare const error: Error;

// Plain text is not vetted, whoever wrote it.
// @ts-expect-error an error's message is a plain string
export const message: Vetted = error.message;
// @ts-expect-error a literal is no exception
export const literal: Vetted = 'text';
// @ts-expect-error nor is the captured message
export const capturedMessage: Vetted = captured.view.message;
// @ts-expect-error a problem takes vetted text only
export const forged: Problem = { ...problem, detail: error.message };
// @ts-expect-error in its title too
export const titled: Problem = { ...problem, title: error.message };
// @ts-expect-error and in its field errors
export const fielded: Problem = { ...problem, errors: [{ pointer: '/a', message: error.message }] };

// From a problem or a reply there is no way back to what was thrown.
// @ts-expect-error no thrown value
export const thrown: unknown = problem.thrown;
// @ts-expect-error no error
export const cause: unknown = problem.error;
// @ts-expect-error no capture
export const view: unknown = problem.captured;
// @ts-expect-error none from the reply either
export const replied: unknown = reply.problem;

// Vetted text is text, and a decision still knows its error: these must compile.
export const shown: string = problem.title;
export const known: Captured = decided.classified.captured;

// A subclass is one line; its statics are typed.
export class StockTooLowException extends BusinessException {}
export class QuotaException extends BusinessException {
  static override readonly status = 429;
  static override readonly stack = false;
}
// @ts-expect-error a status is a number
export class WrongException extends BusinessException {
  static override readonly status = '429';
}

export const fine: Error[] = [
  new StockTooLowException('Only 3 left', { details: { left: 3, skus: ['A1'] } }),
  new ValidationException('No', { errors: [{ pointer: '/date', message: 'is past' }], cause: error }),
  new NoRouteException(['GET']),
];
// @ts-expect-error details are JSON
export const notJson: Error = new BusinessException('No', { details: { error } });
// @ts-expect-error options are known
export const misspelt: Error = new BusinessException('No', { stauts: 404 });
// @ts-expect-error the mode is one of two
createFaultline({ mode: 'production' });
