/** The shapes that a default body can have. */

import { renderers } from '../index.ts';
import { aip193 } from './aip-193.ts';
import { jsonApi } from './json-api.ts';
import { plain } from './plain.ts';
import { reasons } from './reasons.ts';
import type { Preset } from './preset.ts';

export type { Preset } from './preset.ts';

export type PresetName = 'problem' | 'reasons' | 'aip-193' | 'json-api' | 'plain';

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  problem: { name: 'problem', renderers },
  reasons,
  'aip-193': aip193,
  'json-api': jsonApi,
  plain,
};
