import type { RecordedError } from '../../record/error.ts';
import { html, type Html } from '../markup.ts';
import { factList } from './facts.ts';
import { stackOf } from './stack.ts';

/** What lies beneath an error, the nearest first, each with its stack at hand. */
export function causeList(causes: readonly RecordedError[]): Html {
  const items = causes.map((cause) => {
    const { name, type, message, code, stack } = cause;
    return html`<li>
      <p class="cause">
        <strong>${type ?? name}</strong>${code === undefined ? '' : html` <code>${code}</code>`}
      </p>
      <p class="message">${message}</p>
      ${propertyList(cause)}
      ${
        stack !== undefined &&
        html`<details>
          <summary>Its stack</summary>
          ${stackOf(stack)}
        </details>`
      }
    </li>`;
  });
  return html`<ol class="causes">
    ${items}
  </ol>`;
}

/** What the error's library tells about the failure. */
export function propertyList({ properties }: RecordedError): Html | undefined {
  if (properties === undefined) return undefined;
  return factList(
    Object.entries(properties).map(([name, value]) => [name, html`<code>${textOf(value)}</code>`]),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
