import { html, renderHtml } from '../html.ts';
import { renderText, text } from '../text.ts';
import { withheld } from './reason.ts';
import { reasonsJson } from './reasons-json.ts';
import { reasonsXml } from './reasons-xml.ts';
import type { Preset } from './preset.ts';

/**
 * The JSON error of a gateway: `message blocked`, unless `detail.explanation` is on. Field errors and details are part
 * of the explanation. Text and HTML are those of `problem`, without what the JSON would not tell.
 */
export const reasons: Preset = {
  name: 'reasons',
  renderers: {
    json: reasonsJson,
    xml: reasonsXml,
    text: { ...text, render: (problem) => renderText(withheld(problem)) },
    html: { ...html, render: (problem) => renderHtml(withheld(problem)) },
  },
};
