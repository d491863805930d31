/** Files that pages ask for: named after what is in them, so that browsers may keep them. */

import { SCRIPT } from './script.ts';
import { STYLE } from './style/index.ts';

export interface Asset {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

export const ASSETS: { readonly style: Asset; readonly script: Asset } = {
  style: assetOf('style', 'css', 'text/css; charset=utf-8', STYLE),
  script: assetOf('script', 'js', 'text/javascript; charset=utf-8', SCRIPT),
};

export function assetAt(path: string): Asset | undefined {
  return Object.values(ASSETS).find((asset) => asset.path === path);
}

function assetOf(name: string, extension: string, contentType: string, body: string): Asset {
  return { path: `/assets/${name}-${hashOf(body)}.${extension}`, contentType, body };
}

/** FNV-1a, twice: it only has to change with the text. */
function hashOf(text: string): string {
  let [one, other] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < text.length; index++) {
    one = Math.imul(one ^ text.charCodeAt(index), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(index), 0x5bd1e995);
  }
  return [one, other].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
