/** The body of each format. */

import { html } from './html.ts';
import { problemJson } from './problem-json.ts';
import { problemXml } from './problem-xml.ts';
import { text } from './text.ts';
import type { Format, Renderer } from '../model.ts';

export const renderers: Readonly<Record<Format, Renderer>> = {
  json: problemJson,
  xml: problemXml,
  text,
  html,
};
