import { FaultlineError, show } from '../codes.ts';
import { escapeMarkup } from './markup.ts';
import type { Renderer } from '../model.ts';

/**
 * `renderer` with a link to an XSL stylesheet after the XML declaration of its bodies.
 * @throws FaultlineError when `href` is no reference to follow
 */
export function withStylesheet(renderer: Renderer, href: string): Renderer {
  if (!isReference(href)) {
    const cure = 'give a path, or a URL of http or https';
    throw new FaultlineError(
      'FLT_RENDERER_INVALID',
      `A stylesheet cannot be found at ${show(href)}; ${cure}.`,
    );
  }
  const link = `<?xml-stylesheet type="text/xsl" href="${escapeMarkup(href)}"?>`;
  return { ...renderer, render: (problem) => insert(link, renderer.render(problem)) };
}

/** RFC 3986, in ASCII; no scheme but those two, such as `data:` or `javascript:`. */
const REFERENCE = /^(?:https?:|(?![a-z][a-z0-9+.-]*:))[\w\-.~:/?#[\]@!$&'()*+,;=%]{1,2048}$/i;

function isReference(href: unknown): href is string {
  return typeof href === 'string' && REFERENCE.test(href);
}

/** Nothing may stand before the declaration. */
function insert(link: string, xml: string): string {
  const end = xml.startsWith('<?xml ') ? xml.indexOf('?>') + 2 : 0;
  return end < 2 ? `${link}\n${xml}` : `${xml.slice(0, end)}\n${link}${xml.slice(end)}`;
}
