/**
 * Splits a template into what it says itself and its placeholders: `#NAME#`, `#{group.name}` and `${NAME}`. Before
 * them, two signs stand for one: `##{` and `$${` are the characters `#{` and `${`, `##NAME#` is `#NAME#`, and
 * `###{a.b}` is `#` with a value behind it. Anywhere else `#` and `$` are themselves.
 */

export interface Token {
  /** What it says, or the placeholder as written. */
  readonly text: string;
  /** Where it starts in the template. */
  readonly start: number;
  readonly placeholder: boolean;
}

/** An end that is missing does not make it text: that would show clients what was to be replaced. */
const AFTER_HASH = /#(?:\{[^{}<>"'\r\n]*\}?|[A-Z][A-Z0-9_]{2,}#)/y;
const AFTER_DOLLAR = /\$\{[^{}<>"'\r\n]*\}?/y;

export function tokensOf(template: string): readonly Token[] {
  const tokens: Token[] = [];
  const add = (start: number, end: number, placeholder: boolean): void => {
    if (end > start) tokens.push({ text: template.slice(start, end), start, placeholder });
  };
  let from = 0;
  let index = 0;
  while (index < template.length) {
    const sign = template[index];
    if (sign !== '#' && sign !== '$') {
      index++;
      continue;
    }
    let last = index;
    while (template[last + 1] === sign) last++;
    const end = endOfPlaceholder(template, last, sign);
    if (end === last) {
      index = last + 1;
      continue;
    }
    const doubled = last - index;
    add(from, index + (doubled >> 1), false);
    add(last, end, doubled % 2 === 0);
    from = index = end;
  }
  add(from, template.length, false);
  return tokens;
}

/** Where the placeholder ends whose sign is at `at`; `at` when there is none. */
function endOfPlaceholder(template: string, at: number, sign: string): number {
  const pattern = sign === '#' ? AFTER_HASH : AFTER_DOLLAR;
  pattern.lastIndex = at;
  return pattern.test(template) ? pattern.lastIndex : at;
}
