import type { Recognition } from '../../model.ts';
import { FAILED, rowOf, TIMEOUT } from './answers.ts';
import { isFetchObject, responseBehind, type UpstreamClient } from './client.ts';

const NAMES: Readonly<Record<string, Recognition>> = { HTTPError: FAILED, TimeoutError: TIMEOUT };

/** ky: by name and the `Request` and `Response` of fetch that its errors carry. What else it throws is fetch's. */
export const ky: UpstreamClient = {
  name: 'ky',
  packages: ['ky'],
  answers: NAMES,
  marks: { name: Object.keys(NAMES) },
  recognize(view): Recognition | undefined {
    const said = rowOf(NAMES, view.read('name'));
    if (said === undefined || !isFetchObject(view.read('request'), 'Request')) return undefined;
    return said === TIMEOUT || isFetchObject(view.read('response'), 'Response') ? said : undefined;
  },
  responseOf: responseBehind,
};
