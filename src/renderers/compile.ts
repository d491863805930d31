/** The renderers that an instance answers with. */

import { defineRenderer } from './define.ts';
import { renderers as library } from './index.ts';
import { guardedRenderer, type BodyTransform, type Failed } from './guarded.ts';
import { PRESETS, type PresetName } from './presets/index.ts';
import { withStylesheet } from './stylesheet.ts';
import type { Format, Renderer } from '../model.ts';

export interface RendererOptions {
  readonly format?: PresetName | Renderer | readonly Renderer[] | undefined;
  readonly transform?: BodyTransform | undefined;
  readonly stylesheet?: string | undefined;
}

export type Renderers = Readonly<Record<Format, Renderer>>;

export interface CompiledRenderers {
  /** With what users' functions make of them; empty bodies where those fail. */
  readonly renderers: Renderers;
  /** The library's own code only: for generic answers and the last resort. */
  readonly own: Renderers;
}

/** @throws FaultlineError when the stylesheet cannot be linked to, or a renderer is none */
export function compileRenderers(options: RendererOptions, failed: Failed): CompiledRenderers {
  const { format = 'problem', transform, stylesheet } = options;
  const preset = typeof format === 'string' ? PRESETS[format].renderers : {};
  const shapes = { ...library, ...preset };
  const own = stylesheet === undefined ? shapes : { ...shapes, xml: withStylesheet(shapes.xml, stylesheet) };
  if (typeof format === 'string' && transform === undefined) return { renderers: own, own };
  const renderers: Record<Format, Renderer> = { ...own };
  for (const given of typeof format === 'string' ? [] : [format].flat())
    renderers[given.format] = defineRenderer(given);
  for (const renderer of Object.values(renderers)) {
    if (renderer !== own[renderer.format] || transform !== undefined)
      renderers[renderer.format] = guardedRenderer({ renderer, transform }, failed);
  }
  return { renderers, own };
}
