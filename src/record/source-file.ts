/** Files of stack frames as they are called wherever, however and whenever the application was built and installed. */

import { PACKAGES, RUNTIME } from './stack-frame.ts';

export interface Places {
  /** Folders that the application may stand in, with `/` between names and none at the end; the first that fits counts. */
  readonly roots: readonly string[];
  /** Beginnings of paths of this library's own code. */
  readonly own: readonly string[];
}

/**
 * The file of a frame, relative to the application; `undefined` where it is no file of the application's: of a library, of
 * the runtime, of ours.
 * @param location as it stands in the frame, without line and column
 */
export function sourceFileOf(location: string, { roots, own }: Places): string | undefined {
  if (location === '' || FOREIGN.test(location)) return undefined;
  const url = URL_OF_FILE.exec(location);
  const path = toPath(url === null ? location : url[2]!, url?.[1]);
  if (LIBRARY.test(path) || own.some((beginning) => path.startsWith(beginning))) return undefined;
  return named(within(path, roots));
}

/** The runtime's own, and code that was loaded from the net. */
const FOREIGN = new RegExp(String.raw`${RUNTIME.source}|^(?:https?|blob|data|webpack/\w+):`);
/** Packages, and what bundlers add. */
const LIBRARY = new RegExp(
  String.raw`(?:^|/)(?:${PACKAGES}|webpack/(?:bootstrap|runtime))(?:/|$)|(?:^|/)\.pnp\.[cm]?js$`,
);

/** `file:///srv/app.js`, `webpack://app/./src/a.ts`, `webpack-internal:///(rsc)/./src/a.ts`. */
const URL_OF_FILE = /^([a-z][a-z\d+.-]+):(?:\/\/[^/]*)?\/(?:\(\w+\)\/)?(.*)$/is;

/** With `/` between names, without dots, a query and the escapes of URLs; absolute only where it is a file's. */
function toPath(text: string, scheme: string | undefined): string {
  const isFile = scheme?.toLowerCase() === 'file';
  const plain = (isFile ? decoded(text) : text).replaceAll('\\', '/').replace(/\?.*$/s, '');
  const names: string[] = [];
  for (const name of plain.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  const path = names.join('/');
  const drive = /^[a-z]:\//i.exec(path)?.[0];
  if (drive !== undefined) return drive.toLowerCase() + path.slice(drive.length);
  return isFile || (scheme === undefined && plain.startsWith('/')) ? `/${path}` : path;
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

const NEAREST = 3;

function within(path: string, roots: readonly string[]): string {
  const root = roots.find((candidate) => path.startsWith(`${candidate}/`));
  if (root !== undefined) return path.slice(root.length + 1);
  if (!/^(?:\/|[a-z]:\/)/.test(path)) return path;
  // It stands where nothing is known of: what is near to the file is most likely the same on all hosts.
  return path
    .split('/')
    .filter((name) => name !== '')
    .slice(-NEAREST)
    .map((name) => (/^(?=.*\d)[\da-f._-]{6,}$/i.test(name) ? '*' : name))
    .join('/');
}

/** The same before and after it is compiled, and whatever a bundler adds to names. */
function named(path: string): string {
  const bare = path
    .replace(/\.[cm]?[jt]sx?$/i, '')
    .replace(/^(?:(?:src|dist|build|out|esm|cjs)\/)+(?=.)/, '');
  const end = bare.lastIndexOf('/') + 1;
  return bare.slice(0, end) + withoutHash(bare.slice(end));
}

/** `chunk-a1b2c3`, `main.3f2a1b9c`, `chunk-5JHMZBYV`, `index-BxK3_9aZ`; and a name that is nothing else. */
function withoutHash(name: string): string {
  if (/^(?=.*\d)(?=.*[a-f])[\da-f]{8,}$/i.test(name)) return '*';
  const [whole, hash] = /[-._]([\da-f]{6,64}|[A-Z2-7]{8}|[\w-]{8})$/i.exec(name) ?? ['', ''];
  return isHash(hash) ? name.slice(0, -whole.length) : name;
}

/** Letters and digits mixed as no author would; digits alone are a date or a number, and small letters a word. */
function isHash(text: string): boolean {
  if (/^[A-Z2-7]{8}$/.test(text)) return true;
  const isMixed = /\d/.test(text) && /[a-z]/i.test(text);
  if (isMixed && /^[\da-f]{6,}$/i.test(text)) return true;
  const turns = text.match(/[a-z]+|[A-Z]+|\d+|[_-]+/g)?.length ?? 0;
  return text.length === 8 && (isMixed ? turns > 2 : turns > 4) && /[A-Z]/.test(text);
}
