import { describe, expect, it } from 'vitest';
import { frameLines } from '../../src/cli/frames.ts';
import { styleFor } from '../../src/cli/style.ts';
import { framesIn } from '../../src/dashboard/view/frames.ts';
import { ownFramesOf } from '../../src/record/frames.ts';
import { libraryOf, stackFrameOf } from '../../src/record/stack-frame.ts';

const OWN = undefined;

const FRAMES: readonly (readonly [
  text: string,
  name: string,
  location: string,
  library: string | undefined,
])[] = [
  ['total (/srv/app/src/cart.js:7:3)', 'total', '/srv/app/src/cart.js:7:3', OWN],
  ['async total (file:///srv/app/cart.js:7:3)', 'async total', 'file:///srv/app/cart.js:7:3', OWN],
  ['/srv/app/cart.js:7:3', '', '/srv/app/cart.js:7:3', OWN],
  ['async /srv/app/cart.js:7:3', '', '/srv/app/cart.js:7:3', OWN],
  ['run (evalmachine.<anonymous>:1:1)', 'run', 'evalmachine.<anonymous>:1:1', OWN],
  ['a (/srv/my_node_modules/a.js:1:1)', 'a', '/srv/my_node_modules/a.js:1:1', OWN],
  ['q (/x/node_modules/pg/lib/q.js:1:1)', 'q', '/x/node_modules/pg/lib/q.js:1:1', 'pg'],
  ['q (node_modules/pg/q.js:1:1)', 'q', 'node_modules/pg/q.js:1:1', 'pg'],
  [String.raw`q (C:\x\node_modules\@k\r\q.js:1:1)`, 'q', String.raw`C:\x\node_modules\@k\r\q.js:1:1`, '@k/r'],
  ['c (/x/node_modules/a/node_modules/b/c.js:1:1)', 'c', '/x/node_modules/a/node_modules/b/c.js:1:1', 'b'],
  ['Socket.emit (node:events:524:28)', 'Socket.emit', 'node:events:524:28', 'Node'],
  ['async node:internal/x:1:1', '', 'node:internal/x:1:1', 'Node'],
  ['next (internal/modules/cjs:1:1)', 'next', 'internal/modules/cjs:1:1', 'Node'],
  ['f (wasm://wasm/0a:1:1)', 'f', 'wasm://wasm/0a:1:1', 'Node'],
  ['new Promise (<anonymous>)', 'new Promise', '<anonymous>', 'Node'],
  ['async Promise.all (index 0)', 'async Promise.all', 'index 0', 'Node'],
  ['native', '', 'native', 'Node'],
];

describe.each(FRAMES)('the frame %j', (text, name, location, library) => {
  it('is read', () => {
    expect(stackFrameOf(text)).toEqual({ name, location });
    expect(libraryOf(location)).toBe(library);
  });

  it('is one of the application for those who group by it, and for those who show it', () => {
    const stack = `    at ${text}\n    at own (/srv/app/src/own.js:1:1)`;
    const shown = framesIn(stack)[0]!.library;
    const line = frameLines(stack, false, styleFor({ isTTY: false, env: {} }))[0];
    expect(shown).toBe(library);
    expect(line).toBe(library === undefined ? `at ${text}` : `… 1 frame of ${library}`);
    const { nearest } = ownFramesOf(stack, { roots: ['/srv/app'], own: [] });
    expect(nearest.split('\n')).toHaveLength(library === undefined ? 2 : 1);
  });
});
