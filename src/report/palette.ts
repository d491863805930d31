/** Colours of everything that is drawn: the report's page and the dashboard. */

export interface Palette {
  /** Behind everything. */
  readonly page: string;
  /** Behind sections. */
  readonly card: string;
  /** Behind what stands out within a section. */
  readonly tint: string;
  /** Borders, and the grid of a plot. */
  readonly line: string;
  /** Text. */
  readonly ink: string;
  /** Text that explains other text. */
  readonly soft: string;
  /** Links, buttons and what has the focus. */
  readonly accent: string;
  /** Text on `accent`. */
  readonly onAccent: string;
  readonly bad: string;
  readonly warn: string;
  readonly good: string;
  /** Lines and areas of plots, the first for what is worst. */
  readonly tones: readonly [string, string, string, string, string, string];
  /** All that has no tone of its own. */
  readonly rest: string;
}

/**
 * Text has at least 4.5:1 on page, card and tint, tones 3:1 on page and card, and any two tones are told apart whatever
 * the reader's colour vision; a test measures it.
 */
export const LIGHT: Palette = {
  page: '#f4f6f9',
  card: '#ffffff',
  tint: '#edf1f6',
  line: '#d9dfe7',
  ink: '#1b2330',
  soft: '#566273',
  accent: '#1559b7',
  onAccent: '#ffffff',
  bad: '#b42318',
  warn: '#8a5300',
  good: '#0b6b4f',
  tones: ['#b42318', '#c07f01', '#6f1fc4', '#0b93e2', '#005540', '#832272'],
  rest: '#7a8594',
};

export const DARK: Palette = {
  page: '#11151b',
  card: '#1a2029',
  tint: '#232b36',
  line: '#323c49',
  ink: '#e8ecf1',
  soft: '#a3aebc',
  accent: '#84b6ff',
  onAccent: '#0b1526',
  bad: '#ff8b7e',
  warn: '#f2b455',
  good: '#4fd6ab',
  tones: ['#e0533d', '#f2ad3d', '#a24bff', '#6aa6ff', '#2be0b0', '#fdc1fb'],
  rest: '#7d8896',
};

/**
 * Custom properties, `--fl-page` to `--fl-rest` and `--fl-1` to `--fl-6`, as the reader's system asks for light or dark.
 * Paper is light.
 */
export const PALETTE_STYLE: string = [
  `:root{color-scheme:light;${properties(LIGHT)}}`,
  `@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${properties(DARK)}}}`,
].join('');

function properties({ tones, onAccent, ...others }: Palette): string {
  return [
    ...Object.entries(others),
    ['on-accent', onAccent],
    ...tones.map((tone, index) => [String(index + 1), tone]),
  ]
    .map(([name, colour]) => `--fl-${name}:${colour}`)
    .join(';');
}
