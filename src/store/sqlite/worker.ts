/** What runs in the threads of the store: either side of the file. */

import { parentPort, workerData } from 'node:worker_threads';
import { loadDriver } from './driver.ts';
import type { Call, ThreadOptions, ToWriter } from './messages.ts';
import { createReader } from './reader.ts';
import { createWriter } from './writer.ts';

const port = parentPort!;
const options = workerData as ThreadOptions;
const driver = loadDriver(options.driver);

if (options.role === 'read') {
  const reader = createReader(driver, options.file);
  port.on('message', (call: Call) => port.postMessage(reader.answer(call)));
} else {
  const writer = createWriter(driver, options, (message) => port.postMessage(message));
  port.on('message', (message: ToWriter) => writer.hear(message));
}
