import type { Format, Renderer } from '../../model.ts';

/** A named shape of bodies. Formats that it lacks are those of `problem`. */
export interface Preset {
  readonly name: string;
  readonly renderers: Readonly<Partial<Record<Format, Renderer>>>;
}
