/** Escaping for XML and HTML: one function serves text and quoted attributes of both. */

/** Parsers read a bare carriage return as a line feed, so it is written as a reference. */
const SPECIAL = /[&<>"'\r]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\r': '&#13;',
};

/** Everything that XML 1.0 cannot hold, lone surrogates included, becomes U+FFFD. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu;

export function escapeMarkup(text: string): string {
  return withEntities(text.replace(FORBIDDEN, '\ufffd'));
}

/** For texts in which nothing is left that a document cannot hold. */
export function withEntities(text: string): string {
  return text.replace(SPECIAL, (character) => ENTITIES[character]!);
}
