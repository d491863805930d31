/** HTML in which every value is escaped, and shows what would hide in it, unless it was made here. */

import { withEntities } from '../renderers/markup.ts';
import { printableLines } from '../report/printable.ts';

/** Markup that is safe where it stands. Only this file makes it; stored data is JSON, which has no classes. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Html | string | number | undefined | false | readonly Content[];

/** Values may stand as text, and in attributes within double quotes: nowhere else. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = parts[0]!;
  for (const [index, value] of values.entries()) text += textOf(value) + parts[index + 1]!;
  return new Html(text);
}

/** Markup of another module that escapes what it is given: the charts. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

export function join(items: readonly Content[], between: Content): Html {
  return new Html(items.map(textOf).join(textOf(between)));
}

function textOf(content: Content): string {
  if (content instanceof Html) return content.text;
  if (content === undefined || content === false) return '';
  if (typeof content === 'object') return content.map(textOf).join('');
  return withEntities(printableLines(String(content)));
}
