/** The look of the pages: colours and charts are those of the report. */

import { CHART_STYLE } from '../../report/charts/style.ts';
import { PALETTE_STYLE } from '../../report/palette.ts';
import { BASE } from './base.ts';
import { DETAIL } from './detail.ts';
import { FORMS } from './forms.ts';
import { FRAME } from './frame.ts';
import { LISTS } from './lists.ts';

export const STYLE: string = [PALETTE_STYLE, CHART_STYLE, BASE, FRAME, FORMS, LISTS, DETAIL].join('\n');
