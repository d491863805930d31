import { repeatable } from '../retryable.ts';
import { aws } from './aws.ts';
import { axios } from './axios.ts';
import { azure } from './azure.ts';
import type { UpstreamClient } from './client.ts';
import { elasticsearch } from './elasticsearch.ts';
import { fetch } from './fetch.ts';
import { gaxios } from './gaxios.ts';
import { got } from './got.ts';
import { grpc } from './grpc.ts';
import { ky } from './ky.ts';
import { nodeFetch } from './node-fetch.ts';
import { octokit } from './octokit.ts';
import { ofetch } from './ofetch.ts';
import { openai } from './openai.ts';
import { stripe } from './stripe.ts';
import { superagent } from './superagent.ts';

/** Whether a family's errors hold what an upstream answered. */
export function isUpstream(family: string): boolean {
  return family === 'upstream' || clients.some(({ name }) => name === family);
}

/** Client libraries, in the order in which they are asked. Whoever takes Node's bare errors comes last. */
export const clients: readonly UpstreamClient[] = [
  fetch,
  axios,
  got,
  ky,
  ofetch,
  nodeFetch,
  aws,
  azure,
  gaxios,
  octokit,
  stripe,
  openai,
  elasticsearch,
  grpc,
  superagent,
].map(repeatable);
