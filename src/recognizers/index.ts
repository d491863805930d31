/** What is known about the errors of other libraries. */

export { families } from './families.ts';
export { upstream } from './upstreams/upstream.ts';
export type { Family } from './family.ts';
export type { UpstreamFailure, UpstreamMapping, UpstreamOptions } from './upstreams/options.ts';
