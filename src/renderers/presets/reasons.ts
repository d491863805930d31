import { html } from '../html.ts';
import { text } from '../text.ts';
import { reasonOf } from './reason.ts';
import { reasonsJson } from './reasons-json.ts';
import { reasonsXml } from './reasons-xml.ts';
import type { Problem, Renderer } from '../../model.ts';
import type { Preset } from './preset.ts';

/**
 * The JSON error of a gateway: `message blocked`, unless `detail.explanation` is on. Field errors and details are part
 * of the explanation. Text and HTML are those of `problem`, without what the JSON would not tell.
 */
export const reasons: Preset = {
  name: 'reasons',
  renderers: { json: reasonsJson, xml: reasonsXml, text: withholding(text), html: withholding(html) },
};

function withholding(renderer: Renderer): Renderer {
  return { ...renderer, render: (problem) => renderer.render(withheld(problem)) };
}

function withheld(problem: Problem): Problem {
  if (reasonOf(problem).isExplained) return problem;
  return { ...problem, detail: undefined, errors: undefined, details: undefined };
}
