import { escapeMarkup } from './markup.ts';
import type { Members } from './extensions.ts';
import type { JsonValue } from '../model.ts';

/** Members as XML elements, arrays as `<i>` elements in them (RFC 9457, appendix B). */
export function elements(members: Members): string {
  let xml = '';
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) xml += element(toXmlName(name), value);
  }
  return xml;
}

function element(name: string, value: JsonValue): string {
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: JsonValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return escapeMarkup(String(value));
  if (isArray(value)) return value.map((item) => element('i', item)).join('');
  return elements(value);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Extension members must be XML names (RFC 9457, section 3.2); others are respelt, never dropped. */
function toXmlName(name: string): string {
  const respelt = name.replace(/[^A-Za-z0-9_.-]/g, '_');
  return /^(?:[^A-Za-z_]|xml|$)/i.test(respelt) ? `_${respelt}` : respelt;
}
