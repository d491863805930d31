/** Pages that say why there is no other. */

import { html, type Html } from '../markup.ts';
import type { Page, Visit } from '../page.ts';

export function deniedPage(): Page {
  return problemPage(
    403,
    'Not allowed',
    html`<p>
      You are not among those who may read these errors, or you are not signed in. Whoever runs this
      application decides that.
    </p>`,
  );
}

export function methodPage(): Page {
  return problemPage(405, 'Not possible', html`<p>Nothing here answers to that method.</p>`);
}

export function missingPage({ links }: Pick<Visit, 'links'>, why: string): Page {
  return problemPage(
    404,
    'Not found',
    html`<p>${why}</p>
      <p><a href="${links.to('/')}">To the overview</a></p>`,
  );
}

/** A form that this dashboard did not make, or made long ago. */
export function forgedPage(back: string): Page {
  return problemPage(
    403,
    'Not changed',
    html`<p>
        The form was not sent by a page of this dashboard, or that page is older than a day, or the dashboard
        was started anew since. Nothing was changed.
      </p>
      <p><a href="${back}">Open the page again</a></p>`,
  );
}

/** @param back where the form was */
export function invalidPage(why: string, back: string): Page {
  return problemPage(
    400,
    'Not changed',
    html`<p role="alert">${why}</p>
      <p><a href="${back}">Back</a></p>`,
  );
}

const UNREADABLE: ReadonlyMap<number, string> = new Map([
  [400, 'The form did not arrive whole. Nothing was changed.'],
  [408, 'The form took too long to arrive. Nothing was changed.'],
  [413, 'The form is too long. Nothing was changed.'],
  [415, 'That is no form. Nothing was changed.'],
]);

export function unreadablePage(status: 400 | 408 | 413 | 415): Page {
  return problemPage(status, 'Not changed', html`<p>${UNREADABLE.get(status)}</p>`);
}

/** A question that asks for what is none. */
export function refusedPage(title: string, why: Html): Page {
  return problemPage(400, title, why);
}

export function unavailablePage(title: string, why: Html): Page {
  return problemPage(
    503,
    title,
    html`${why}
      <p>What fails meanwhile is kept as far as the store’s queue holds it. Try again in a moment.</p>`,
  );
}

export function brokenPage(): Page {
  return problemPage(
    500,
    'This page failed',
    html`<p>It could not be made of what is stored. The application’s own output tells more.</p>`,
  );
}

function problemPage(status: number, title: string, text: Html): Page {
  return {
    status,
    title,
    main: html`<section class="card alone">
      <h1>${title}</h1>
      ${text}
    </section>`,
  };
}
