/** Fields of forms, each with its label. */

import { html, type Content, type Html } from '../markup.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
}

export interface TextField extends Field {
  /** Default: `text`. */
  readonly type?: 'datetime-local' | 'number' | 'search' | 'text';
  readonly most?: number;
  readonly placeholder?: string;
  /** What is offered while one types. */
  readonly offers?: readonly string[];
}

/** Classes of those that need more room than others. */
const WIDTHS: ReadonlyMap<string, string> = new Map([
  ['search', ' long'],
  ['datetime-local', ' time'],
]);

export function textField({ name, label, value, type = 'text', most, placeholder, offers }: TextField): Html {
  const list = offers !== undefined && offers.length > 0;
  return html`<div class="field${WIDTHS.get(type)}">
    <label for="f-${name}">${label}</label>
    <input
      id="f-${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      ${most !== undefined && html` maxlength="${most}"`}${placeholder !== undefined && html` placeholder="${placeholder}"`}${list && html` list="l-${name}"`}
      autocomplete="off"
      spellcheck="false"
    />
    ${list && html`<datalist id="l-${name}">${offers.map((offer) => html`<option value="${offer}"></option>`)}</datalist>`}
  </div>`;
}

export type Option = readonly [value: string, label: string];

export function choiceField({ name, label, value }: Field, options: readonly Option[]): Html {
  const items = options.map(
    ([option, text]) =>
      html`<option value="${option}" ${option === (value ?? '') && html` selected`}>${text}</option>`,
  );
  return html`<div class="field">
    <label for="f-${name}">${label}</label
    ><select id="f-${name}" name="${name}">
      ${items}
    </select>
  </div>`;
}

export function checkField(name: string, isChecked: boolean, label: Content): Html {
  return html`<div class="field check">
    <label
      ><input type="checkbox" name="${name}" value="yes" ${isChecked && html` checked`} /> ${label}</label
    >
  </div>`;
}

/** What a form asks, and the way back to all of it. */
export function filterForm(action: string, fields: Content, clear: string | undefined): Html {
  return html`<form class="filters" action="${action}">
    ${fields}
    <div class="field buttons">
      <button class="main">Apply</button>${clear !== undefined && html`<a href="${clear}">Clear</a>`}
    </div>
  </form>`;
}

export function problemList(problems: readonly string[]): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<ul class="note problem" role="alert">
    ${problems.map((problem) => html`<li>${problem}</li>`)}
  </ul>`;
}
