/** A frame of a stack as V8 writes it, and whose code it is in: the same for who groups failures and who shows them. */

export interface StackFrame {
  /** With what stands before it, such as `async` or `new`; empty where there is none. */
  readonly name: string;
  /** File, line and column, or what stands in their place. */
  readonly location: string;
}

/**
 * By searching alone: a stored frame may be long, and made to keep a pattern busy.
 * @param text what stands behind `at`
 */
export function stackFrameOf(text: string): StackFrame {
  const open = text.endsWith(')') ? text.indexOf(' (') : -1;
  if (open > 0) return { name: text.slice(0, open), location: text.slice(open + 2, -1) };
  return { name: '', location: text.startsWith(ASYNC) ? text.slice(ASYNC.length) : text };
}

/** Functions without a name may be it all the same. */
const ASYNC = 'async ';

/** `index 0` stands for an item of `Promise.all`. */
export const RUNTIME: RegExp =
  /^(?:<anonymous>|native|unknown location|index \d+|(?:node|bun|deno|ext|wasm):|internal\/)/;

/** The folder that packages are installed in. */
export const PACKAGES = 'node_modules';

/** What the runtime is called among libraries. */
export const NODE = 'Node';

/** The package, or `Node`; `undefined`: the application's own code. */
export function libraryOf(location: string): string | undefined {
  if (RUNTIME.test(location)) return NODE;
  const path = `/${location.replaceAll('\\', '/')}`;
  // Packages are installed in each other: the innermost one.
  const last = path.lastIndexOf(`/${PACKAGES}/`);
  if (last < 0) return undefined;
  const [first = '', second] = path.slice(last + PACKAGES.length + 2).split('/', 2);
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
}
