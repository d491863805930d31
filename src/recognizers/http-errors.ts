import type { ErrorView, Recognition } from '../model.ts';
import type { Family } from './family.ts';

/**
 * Errors of `http-errors`, Koa's `ctx.throw` and `ctx.assert` among them. Those that it constructed itself
 * count as vetted while `expose` is true: their text was passed to `createError` by the application. A
 * foreign error that it decorated (`createError(404, error)`) keeps its words to itself.
 */
export const httpErrors: Family = {
  name: 'http-errors',
  packages: ['http-errors', 'koa'],
  answers: {},
  marks: { expose: [true, false] },
  recognize(view): Recognition | undefined {
    if (!isConstructed(view)) return undefined;
    const exposed = view.read('expose') === true;
    return {
      status: view.read('status') as number,
      exposeMessage: exposed,
      // What is not to be shown is not to be shown in a header.
      headers: exposed ? (view.read('headers') as Record<string, string> | undefined) : undefined,
    };
  },
};

/**
 * Whether one of http-errors' own classes made it, whichever copy of the package: its prototype carries
 * `status`, `statusCode` and `expose`, and inherits from the abstract `HttpError`. Neither JSON nor
 * decoration can give an error such a prototype.
 */
export function isConstructed(view: ErrorView): boolean {
  if (!view.isError) return false;
  try {
    let prototype: unknown = Object.getPrototypeOf(view.value);
    let declares = false;
    for (let depth = 0; depth < 8 && typeof prototype === 'object' && prototype !== null; depth++) {
      declares ||= declaresStatus(prototype);
      if (declares && nameOfClass(prototype) === 'HttpError') return true;
      prototype = Object.getPrototypeOf(prototype);
    }
    return false;
  } catch {
    return false;
  }
}

function declaresStatus(prototype: object): boolean {
  return ['status', 'statusCode', 'expose'].every((key) => Object.hasOwn(prototype, key));
}

function nameOfClass(prototype: object): unknown {
  return (Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value as { name?: unknown } | undefined)
    ?.name;
}
