/** A server whose every answer is a failure: its framework is its first argument, the file that keeps them its second. */

import { createFaultline } from 'faultline';
import { sqliteStore } from 'faultline/store/sqlite';
import { frameworks } from '../../adapters/frameworks.ts';

const [, , name = '', file = ''] = process.argv;
const { mount } = frameworks.find((framework) => framework.name === name)!;
const fl = createFaultline({ mode: 'release', logger: false, store: sqliteStore({ file, retention: {} }) });
const { url } = await mount(fl, {
  '/boom': async () => {
    // What a handler waits for.
    await new Promise((done) => setTimeout(done, Math.random() * 3));
    throw new Error('boom');
  },
});
process.stdout.write(`${url}\n`);
