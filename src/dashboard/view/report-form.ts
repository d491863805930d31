/** What a report is to be about, as its form says. */

import type { ReportOptions } from '../../report/index.ts';
import { given } from '../given.ts';
import { html, type Html } from '../markup.ts';
import type { Parameters } from '../links.ts';
import type { Visit } from '../page.ts';
import { windowFields } from './failure-fields.ts';
import { checkField, filterForm, textField } from './fields.ts';
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

/** Where nothing is said: the last day, of all apis. */
export function reportRequestIn({ query, now }: Pick<Visit, 'now' | 'query'>): ReportRequest {
  const filters = filtersIn(query);
  const to = filters.time('to') ?? (Math.floor(now / MINUTE) + 1) * MINUTE;
  const from = filters.time('from') ?? to - DAY;
  const company = filters.text('company', 200);
  const isNone = query.get('none') === 'yes';
  const api = isNone ? '' : filters.text('api', 512);
  const legacyDates = query.get('legacy') === 'yes';
  return {
    options: { from, to, ...given({ api, company }) },
    legacyDates,
    parameters: {
      api,
      none: isNone ? 'yes' : undefined,
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
  return filterForm(
    action,
    [
      textField({ name: 'api', label: 'Api', value: api, most: 512, placeholder: 'all', offers: apis }),
      windowFields(from, to),
      textField({ name: 'company', label: 'Company', value: company, most: 200 }),
      checkField('none', api === '', 'Only what belongs to no api'),
      checkField('legacy', legacyDates, html`Dates of files as <code>Sun Feb 05 13:20:00:000 2017</code>`),
    ],
    undefined,
  );
}
