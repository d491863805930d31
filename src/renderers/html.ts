import { escapeMarkup } from './markup.ts';
import { pathOf } from './path.ts';
import type { Told } from './told.ts';
import type { Attribute, Debug, JsonValue, Renderer, Shown, Trail, VettedFieldError } from '../model.ts';

/** Changing the style changes its hash in the policy below; a test compares the two. */
export const STYLE: string = [
  ':root{color-scheme:light dark;--ink:#1b2330;--soft:#566273;--line:#d9dfe7;--page:#f4f6f9;--card:#fff;--tint:#f1f4f8;--mark:#b42318}',
  '@media(prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#a3aebc;--line:#323c49;--page:#11151b;--card:#1a2029;--tint:#232b36;--mark:#f97066}}',
  '*{box-sizing:border-box}',
  'body{margin:0;min-height:100vh;display:grid;grid-template-columns:minmax(0,1fr);place-items:center;padding:1.5rem;',
  'background:var(--page);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}',
  'main{width:100%;max-width:40rem;padding:2.25rem;background:var(--card);border:1px solid var(--line);',
  'border-top:.25rem solid var(--mark);border-radius:.5rem;box-shadow:0 1rem 2.5rem -1.5rem rgb(0 0 0/.25)}',
  'main.wide{max-width:64rem}',
  '.status{margin:0;color:var(--soft);font-variant-numeric:tabular-nums;letter-spacing:.04em}',
  'h1{margin:.15rem 0 1rem;font-size:1.75rem;line-height:1.2;text-wrap:balance}',
  'h2{margin:2rem 0 .5rem;font-size:1.05rem}',
  'p,li,dt,dd{overflow-wrap:anywhere;unicode-bidi:isolate}',
  'ul{margin:1.25rem 0 0;padding:0;list-style:none}',
  'li+li{margin-top:.4rem}',
  'ul code,.reference{padding:.1rem .4rem;background:var(--tint);border-radius:.3rem}',
  'dl{margin:1.75rem 0 0;padding-top:1.25rem;border-top:1px solid var(--line);display:grid;',
  'grid-template-columns:fit-content(40%) minmax(0,1fr);gap:.4rem 1.5rem;align-items:baseline}',
  'dt{color:var(--soft)}dd{margin:0}',
  'code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.95em;unicode-bidi:isolate}',
  '.reference{margin-left:-.4rem;font-size:1.15rem;letter-spacing:.06em;user-select:all}',
  'pre{margin:.75rem 0 0;overflow-x:auto;padding:1rem;background:var(--tint);border-radius:.4rem;font-size:.85rem}',
  '@media(max-width:30rem){body{padding:0;place-items:start stretch;background:var(--card)}',
  'main{padding:1.5rem 1.25rem;border-width:.25rem 0 0;border-radius:0;box-shadow:none}',
  'dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:.6rem}}',
  '@media print{main{border:0;box-shadow:none}}',
].join('');

export const STYLE_HASH = 'sha256-vpxpZVBYUjThEDZlqLMxNc60aaUZSNne37Id2f/RNbA=';

/** A page without scripts for a person with a browser. */
export const html: Renderer = {
  format: 'html',
  contentType: 'text/html; charset=utf-8',
  render: renderHtml,
  escape: escapeMarkup,
  headers: {
    'content-security-policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
  },
};

export function renderHtml(problem: Told): string {
  const { status, title, detail, code, correlationId, errors, details, retryable, debug } = problem;
  const sections = `${shownSections(problem.shown)}${debug === undefined ? '' : debugSection(debug)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${status} ${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main${sections === '' ? '' : ' class="wide"'}>
<p class="status">Error ${status}</p>
<h1>${escapeMarkup(title)}</h1>
${detail === undefined ? '' : `<p>${escapeMarkup(detail)}</p>\n`}${errors === undefined ? '' : fieldList(errors)}<dl>
<dt>Reference</dt><dd><code class="reference">${escapeMarkup(correlationId)}</code></dd>
<dt>Code</dt><dd><code>${escapeMarkup(code)}</code></dd>
${retryable === undefined ? '' : `<dt>Trying again</dt><dd>${retryable ? 'may help' : 'will not help'}</dd>\n`}${details === undefined ? '' : detailList(details)}</dl>
${sections}</main>
</body>
</html>
`;
}

function fieldList(errors: readonly VettedFieldError[]): string {
  const items = errors.map(({ pointer, message }) => {
    return `<li>${pointer === '' ? '' : `<code>${escapeMarkup(pointer)}</code> `}${escapeMarkup(message)}</li>`;
  });
  return `<ul>\n${items.join('\n')}\n</ul>\n`;
}

function detailList(details: JsonValue): string {
  if (typeof details !== 'object' || details === null || Array.isArray(details))
    return `<dt>Details</dt><dd>${escapeMarkup(JSON.stringify(details))}</dd>\n`;
  const entries = Object.entries(details).map(([key, value]) => {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return `<dt>${escapeMarkup(key)}</dt><dd>${escapeMarkup(shown)}</dd>\n`;
  });
  return entries.join('');
}

/** What the `detail` options opened. */
function shownSections(shown: Shown | undefined): string {
  if (shown === undefined) return '';
  const { trail, stack, attributes } = shown;
  return `${trail === undefined ? '' : pathSection(trail)}${stack === undefined ? '' : stackSection(stack)}${attributes === undefined ? '' : attributesSection(attributes)}`;
}

function pathSection(trail: Trail): string {
  const { policy, filters } = pathOf(trail);
  const items = filters.map(({ name, status, filterMessage }) => {
    const outcome = filterMessage === undefined ? status : `${status}: ${filterMessage}`;
    return `<li><code>${escapeMarkup(name)}</code> ${outcome}</li>\n`;
  });
  return `<h2>Path: ${escapeMarkup(policy)}</h2>\n<ol>\n${items.join('')}</ol>\n`;
}

function stackSection(stack: readonly string[]): string {
  return `<h2>Stack</h2>\n<pre tabindex="0">\n${escapeMarkup(stack.join('\n'))}</pre>\n`;
}

function attributesSection(attributes: readonly Attribute[]): string {
  const items = attributes.map(({ name, value }) => {
    return `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd>\n`;
  });
  return `<h2>Attributes</h2>\n<dl>\n${items.join('')}</dl>\n`;
}

function debugSection({ name, message, stack, causes }: Debug): string {
  const lines = stack ?? [`${name}: ${message}`];
  const beneath = causes
    .map((cause) => `<li>${escapeMarkup(`${cause.name}: ${cause.message}`)}</li>`)
    .join('\n');
  return `<h2>Debug mode: what failed</h2>
<pre tabindex="0">
${escapeMarkup(lines.join('\n'))}</pre>
${beneath === '' ? '' : `<h2>Caused by</h2>\n<ol>\n${beneath}\n</ol>\n`}`;
}
