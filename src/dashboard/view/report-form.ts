/** What a report is to be about, as its form says. */

import type { ReportOptions } from '../../report/index.ts';
import { given } from '../given.ts';
import { html, type Html } from '../markup.ts';
import type { Parameters } from '../links.ts';
import type { Visit } from '../page.ts';
import { windowFields } from './failure-fields.ts';
import { choiceField, filterForm, textField, type Option } from './fields.ts';
import { filtersIn } from './filters.ts';

export interface ReportRequest {
  readonly options: ReportOptions;
  readonly legacyDates: boolean;
  /** That ask for the same again. */
  readonly parameters: Parameters;
  readonly problems: readonly string[];
}

const MINUTE = 60_000;
const DAY = 86_400_000;

const NONE = 'none';
/** Before an id, so that none passes for `none`. */
const ID = 'id:';

/** Where nothing is said: the last day, of all apis. */
export function reportRequestIn({ query, now }: Pick<Visit, 'now' | 'query'>): ReportRequest {
  const filters = filtersIn(query);
  const to = filters.time('to') ?? (Math.floor(now / MINUTE) + 1) * MINUTE;
  const from = filters.time('from') ?? to - DAY;
  const company = filters.text('company', 200);
  const about = query.get('about') ?? '';
  const api = about === NONE ? '' : about.startsWith(ID) ? about.slice(ID.length) : undefined;
  const legacyDates = query.get('legacy') === 'yes';
  return {
    options: { from, to, ...given({ api, company }) },
    legacyDates,
    parameters: {
      about,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      company,
      legacy: legacyDates ? 'yes' : undefined,
    },
    problems: filters.problems,
  };
}

export function reportForm(
  { options, legacyDates }: ReportRequest,
  action: string,
  apis: readonly string[],
): Html {
  const { api, from, to, company } = options;
  const chosen = api === undefined ? '' : api === '' ? NONE : ID + api;
  const known = api === undefined || api === '' || apis.includes(api) ? apis : [api, ...apis];
  const choices: readonly Option[] = [
    ['', 'all apis'],
    ...known.map((id): Option => [ID + id, id]),
    [NONE, 'those of no api'],
  ];
  return filterForm(
    action,
    [
      choiceField({ name: 'about', label: 'Api', value: chosen }, choices),
      windowFields(from, to),
      textField({ name: 'company', label: 'Company', value: company, most: 200 }),
      html`<div class="field check">
        <label
          ><input type="checkbox" name="legacy" value="yes" ${legacyDates && html` checked`} /> Dates of files
          as <code>Sun Feb 05 13:20:00:000 2017</code></label
        >
      </div>`,
    ],
    undefined,
  );
}
