/** `node load-autocannon.mjs <url> <seconds> <connections> <accept>`: prints what `load.mjs` needs as JSON. */

import autocannon from 'autocannon';

const [url, seconds, connections, accept] = process.argv.slice(2);
const result = await autocannon({
  url,
  duration: Number(seconds),
  connections: Number(connections),
  headers: { accept },
});
const requests = result['2xx'] + result.non2xx;
process.stdout.write(
  JSON.stringify({
    requests,
    perSecond: requests / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    wrong: result.non2xx,
  }),
);
