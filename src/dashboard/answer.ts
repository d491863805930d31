/** From a request to an answer, whatever the framework. */

import { admit, kindOf } from './admission.ts';
import { assetAt } from './assets.ts';
import { readForm } from './form.ts';
import { documentOf, type Frame } from './layout.ts';
import { linksBelow } from './links.ts';
import { html } from './markup.ts';
import type { DashboardOptions } from './options.ts';
import type { Answer, Made, Page, PageRequest, Visit } from './page.ts';
import {
  brokenPage,
  deniedPage,
  forgedPage,
  methodPage,
  missingPage,
  unreadablePage,
} from './pages/problem.ts';
import { assetAnswer, downloadAnswer, pageAnswer, redirectAnswer } from './reply.ts';
import { routeOf } from './router.ts';
import { isSameOrigin } from './same-origin.ts';
import { createSigner } from './signature.ts';
import { warn } from './warn.ts';
import type { Store } from '../store/store.ts';

/** Never rejects. */
export type Responder = (request: PageRequest) => Promise<Answer>;

const METHODS = ['GET', 'HEAD', 'POST'];
const TITLE = 'Errors';
const TOKEN = 'token';

export function createResponder(store: Store, options: DashboardOptions): Responder {
  const { title = TITLE, now = Date.now, secret } = options;
  const signer = createSigner(secret);

  async function answer(request: PageRequest, frame: Frame): Promise<Answer> {
    const method = request.raw.method ?? 'GET';
    if (!METHODS.includes(method)) return paged(methodPage(), frame, { allow: METHODS.join(', ') });
    // Nothing in them is anybody's: without them, whoever is not let in would read a page without a style.
    const asset = method === 'POST' ? undefined : assetAt(request.path);
    if (asset !== undefined) return assetAnswer(asset);
    const admission = await admit(options, request);
    if (!admission.isAdmitted) return paged(deniedPage(), frame);
    const { user } = admission;
    const admitted: Frame = { ...frame, user, isAdmitted: true };
    const visit: Visit = {
      store,
      links: frame.links,
      now: frame.now,
      query: new URLSearchParams(request.query),
      user,
      tokenFor: async (path) => {
        const token = await signer.sign({ user, path }, frame.now);
        return html`<input type="hidden" name="${TOKEN}" value="${token}" />`;
      },
    };
    const made = await make(request, method, visit);
    return made === undefined
      ? paged(methodPage(), admitted, { allow: 'GET, HEAD' })
      : answerOf(made, admitted);
  }

  /** `undefined`: the method is none that the page has. */
  async function make(request: PageRequest, method: string, visit: Visit): Promise<Made | undefined> {
    const route = routeOf(request.path);
    if (route === undefined) return missingPage(visit, 'There is no such page.');
    if (method !== 'POST') return route.show(visit);
    if (route.change === undefined) return undefined;
    const back = visit.links.to(route.path);
    if (!isSameOrigin(request.raw.headers)) return forgedPage(back);
    const form = await readForm(request);
    if (typeof form === 'number') return unreadablePage(form);
    const purpose = { user: visit.user, path: route.path };
    const isSigned = await signer.isSigned(form.get(TOKEN) ?? '', purpose, visit.now);
    return isSigned ? route.change(visit, form) : forgedPage(back);
  }

  return async (request) => {
    const frame: Frame = {
      links: linksBelow(request.base),
      name: title,
      now: timeOf(now),
      user: undefined,
      isAdmitted: false,
    };
    try {
      return await answer(request, frame);
    } catch (error) {
      warn(`a page failed with ${kindOf(error)}.`);
      return paged(brokenPage(), frame);
    }
  };
}

function answerOf(made: Made, frame: Frame): Answer {
  if ('location' in made) return redirectAnswer(made);
  if ('body' in made) return downloadAnswer(made);
  return paged(made, frame);
}

function paged(page: Page, frame: Frame, headers: Readonly<Record<string, string>> = {}): Answer {
  return pageAnswer(page.status ?? 200, documentOf(page, frame), headers);
}

/** A clock of somebody else's may tell anything. */
function timeOf(now: () => number): number {
  try {
    const at = now();
    return Number.isSafeInteger(at) && Math.abs(at) <= 8e15 ? at : Date.now();
  } catch {
    return Date.now();
  }
}
