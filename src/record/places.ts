/** Where the application stands, as far as this module can see it from where it stands itself. */

import type { Places } from './source-file.ts';

/**
 * @param module address of a module of this library; `undefined` where a bundler took it away
 * @param folder that the process runs in
 */
export function placesOf(module: string | undefined, folder: string | undefined): Places {
  const path = pathOf(module);
  const installed = path?.indexOf('/node_modules/') ?? -1;
  const above = installed > 0 ? path!.slice(0, installed) : undefined;
  const here =
    folder === undefined ? undefined : pathOf(`file://${folder.startsWith('/') ? '' : '/'}${folder}`);
  const roots = [above, here].filter((root) => root !== undefined && root !== '');
  return { roots: roots as string[], own: installed > 0 || path === undefined ? [] : ownIn(path) };
}

/** The folder that the process runs in is asked for once: it may be removed, or left. */
export function placesHere(): Places {
  let folder: string | undefined;
  try {
    folder = globalThis.process?.cwd();
  } catch {
    folder = undefined;
  }
  // A bundler may have left nothing of it.
  return placesOf((import.meta as { readonly url?: string } | undefined)?.url, folder);
}

/** Of a copy that stands outside of `node_modules`: as it is published, and its source. In a bundle it cannot be told. */
function ownIn(path: string): readonly string[] {
  const published = /^(.*\/dist\/)faultline\.js$/.exec(path)?.[1];
  if (published !== undefined) return [published];
  const source = /^(.*\/)src\/record\/places\.ts$/.exec(path)?.[1];
  return source === undefined ? [] : [`${source}src/`, `${source}adapters/`];
}

/** As `sourceFileOf` writes paths. */
function pathOf(address: string | undefined): string | undefined {
  if (address === undefined || !/^file:/i.test(address)) return undefined;
  const path = decoded(address.replace(/^file:\/\/[^/]*/i, '').replaceAll('\\', '/'));
  const drive = /^\/([a-z]:)(?=\/|$)/i.exec(path)?.[1];
  return (drive === undefined ? path : drive.toLowerCase() + path.slice(drive.length + 1)).replace(
    /\/+$/,
    '',
  );
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
