import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { repeatable } from '../retryable.ts';
import { ABORTED } from './answers.ts';

/**
 * What the application aborted by itself, by an `AbortController`, with the client still there; `client-abort`
 * answers when it is gone. All runtimes and libraries agree on the name, which is all that the AWS SDK's has.
 */
export const abort: Family = repeatable({
  name: 'abort',
  packages: ['node', 'node-fetch', '@azure/core-rest-pipeline', '@smithy/node-http-handler'],
  plain: true,
  answers: { AbortError: ABORTED },
  marks: { name: ['AbortError'] },
  recognize(view): Recognition | undefined {
    return view.isError ? ABORTED : undefined;
  },
});
