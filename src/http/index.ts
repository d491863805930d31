/** The adapter kit: what a framework's adapter is made of. */

export { answer } from './answer.ts';
export { isKept, mergeHeaders } from './headers.ts';
export {
  destroy,
  factsFromNode,
  sendReply,
  type FactsReader,
  type NodeRequest,
  type NodeResponse,
} from './node.ts';
export { watchBody } from './stream.ts';
export { beginTrail, enterStep, type Trail } from './trail.ts';
export { factsFromWeb, toResponse } from './web.ts';
export { phraseOf } from './status.ts';
