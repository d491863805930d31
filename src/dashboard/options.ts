/** What a dashboard is made with, checked when it is made. */

import type { IncomingMessage } from 'node:http';
import { FaultlineError, show } from '../codes.ts';
import type { Store } from '../store/store.ts';

/** `true`, or the name of who asks: that lets in. All else does not. */
export type Authorized = boolean | { readonly name: string } | undefined;

export interface DashboardOptions {
  /**
   * Says who may read the errors, and change the state of groups: asked for every page and every change. What throws,
   * rejects or takes longer than ten seconds lets nobody in.
   * @param request Node's; on Express, Express' own
   * @param context what the framework has of it: Koa's `ctx`, Fastify's `request`, else `request` itself
   */
  authorize(request: IncomingMessage, context: object): Authorized | Promise<Authorized>;
  /**
   * Path that it is mounted at, such as `/errors`, as browsers see it. Default: what the framework says; where that says
   * nothing, the root.
   */
  readonly path?: string;
  /** Stands on every page, at most 80 characters. Default: `Errors`. */
  readonly title?: string;
  /**
   * What forms are signed with, at least 32 characters: the same on all hosts that serve one dashboard. Default: random
   * at every start, so that forms of another host, or from before a restart, must be opened again.
   */
  readonly secret?: string;
  /** Milliseconds since 1970. Default: the clock's. */
  readonly now?: () => number;
}

/** A store, or what has one: an instance of faultline, unless its option `store` is `false`, which is refused. */
export type StoreSource = Store | { readonly store: Store | undefined };

interface Check {
  readonly expected: string;
  isRight(value: unknown): boolean;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';

const CHECKS: Readonly<Record<keyof DashboardOptions, Check>> = {
  authorize: { expected: 'a function that says who may read the errors', isRight: isFunction },
  path: {
    expected: 'a path such as "/errors", with a slash at its begin and none at its end',
    isRight: (value) => typeof value === 'string' && isMountPath(value),
  },
  title: {
    expected: 'a text of 1 to 80 characters',
    isRight: (value) => typeof value === 'string' && value.length >= 1 && value.length <= 80,
  },
  secret: {
    expected: 'a text of at least 32 characters',
    isRight: (value) => typeof value === 'string' && value.length >= 32,
  },
  now: { expected: 'a function that returns milliseconds since 1970', isRight: isFunction },
};

const SEGMENTS = /^(?:\/[\w.~!$&'()*+,;=:@%-]+)*$/;

/** Whether pages may be linked to below it: one that begins with two slashes would be another host. */
export function isMountPath(path: string): boolean {
  return SEGMENTS.test(path);
}

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkDashboardOptions(options: unknown): asserts options is DashboardOptions {
  if (typeof options !== 'object' || options === null)
    throw invalid(`The options of dashboard are ${show(options)}; give { authorize }.`);
  const given = options as Readonly<Record<string, unknown>>;
  if (given['authorize'] === undefined)
    throw invalid(
      'Option "authorize" of dashboard is missing; give a function that returns true, or { name }, for those who may read the errors. Without it nobody may.',
    );
  for (const [name, value] of Object.entries(given)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof DashboardOptions] : undefined;
    if (check === undefined)
      throw new FaultlineError(
        'FLT_OPTION_UNKNOWN',
        `Option ${show(name)} of dashboard does not exist; use ${Object.keys(CHECKS).join(', ')}.`,
      );
    if (value !== undefined && !check.isRight(value))
      throw invalid(`Option "${name}" of dashboard is ${show(value)}; give ${check.expected}.`);
  }
}

/** @throws FaultlineError where there is no store */
export function storeOf(source: unknown): Store {
  if (isStore(source)) return source;
  const inner =
    typeof source === 'object' && source !== null ? (source as { store?: unknown }).store : undefined;
  if (isStore(inner)) return inner;
  throw invalid(
    `The first argument of dashboard is ${show(source)} without a store; give a store, or an instance of faultline that has one.`,
  );
}

function isStore(value: unknown): value is Store {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Store>).find === 'function';
}

function invalid(message: string): FaultlineError {
  return new FaultlineError('FLT_OPTION_INVALID', message);
}
