/** Which format a client wants, from an Accept header that was seen before. */

import accepts from 'accepts';

import { ACCEPT } from '../accept.mjs';
import { timeInTurns } from './clock.mjs';
import { importInternal } from './internal.mjs';

const { createNegotiator } = await importInternal('http/negotiation.ts');

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const negotiate = createNegotiator(['json', 'xml', 'text', 'html']);

const factsOf = (accept) => ({ header: (name) => (name === 'accept' ? accept : undefined) });
const requestOf = (accept) => ({ headers: { accept } });
const [axiosFacts, browserFacts] = [ACCEPT, BROWSER].map(factsOf);
const [axiosRequest, browserRequest] = [ACCEPT, BROWSER].map(requestOf);

process.stdout.write(
  JSON.stringify(
    timeInTurns({
      'faultline, client': () => negotiate(axiosFacts),
      'faultline, browser': () => negotiate(browserFacts),
      'accepts, client': () => accepts(axiosRequest).type(['json', 'xml', 'text', 'html']),
      'accepts, browser': () => accepts(browserRequest).type(['json', 'xml', 'text', 'html']),
    }),
  ),
);
