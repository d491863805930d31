/** A supplier's API that knows nothing and says too much. */

import { SECRETS } from './secrets.ts';
import { listen, type Listening } from './listen.ts';

export function startUpstream(): Promise<Listening> {
  return listen((_req, res) => {
    res.writeHead(404, {
      'content-type': 'application/json',
      'set-cookie': SECRETS['cookie of the upstream'],
      'x-internal-host': SECRETS['header of the upstream'],
    });
    res.end(JSON.stringify({ error: `no stock; ${SECRETS['body of the upstream']}` }));
  });
}
