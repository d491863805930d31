import type { JsonValue, Problem, Renderer } from '../model.ts';

/** `text/plain`: for a terminal, a cron mail, a person with curl. */
export const text: Renderer = {
  format: 'text',
  contentType: 'text/plain; charset=utf-8',
  headers: undefined,
  render: renderText,
  escape: onPrintableLines,
};

function renderText(problem: Problem): string {
  const { status, title, detail, code, correlationId, errors, details, retryable, debug } = problem;
  const blocks = [
    [
      `${status} ${onPrintableLines(title)}`,
      `Code: ${onPrintableLines(code)}`,
      `Reference: ${correlationId}`,
    ],
  ];
  if (retryable !== undefined) blocks[0]!.push(`Retryable: ${retryable ? 'yes' : 'no'}`);
  if (detail !== undefined) blocks.push([onPrintableLines(detail)]);
  if (errors !== undefined) {
    blocks.push(
      errors.map(
        ({ pointer, message }) => `- ${onPrintableLines(pointer || '/')}: ${onPrintableLines(message)}`,
      ),
    );
  }
  if (details !== undefined) blocks.push(linesOf(details));
  if (debug !== undefined) {
    blocks.push((debug.stack ?? [`${debug.name}: ${debug.message}`]).map(onPrintableLines));
    if (debug.causes.length > 0) {
      blocks.push(
        debug.causes.map(
          ({ name, message }) => `Caused by ${onPrintableLines(name)}: ${onPrintableLines(message)}`,
        ),
      );
    }
  }
  const filled = blocks.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function linesOf(details: JsonValue): string[] {
  if (typeof details !== 'object' || details === null || Array.isArray(details))
    return [onPrintableLines(JSON.stringify(details))];
  return Object.entries(details).map(([key, value]) => {
    return `${onPrintableLines(key)}: ${onPrintableLines(typeof value === 'string' ? value : JSON.stringify(value))}`;
  });
}

/** A value must not forge a line or steer a terminal: controls and bidirectional marks become U+FFFD. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const STEERING = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/gu;

function onPrintableLines(value: string): string {
  return value.replace(STEERING, (character) => (/[\n\r\t]/.test(character) ? ' ' : '\ufffd'));
}
