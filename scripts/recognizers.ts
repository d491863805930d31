/**
 * What faultline knows about the errors of other libraries, as the text of `docs/recognizers.md`:
 * `npm run docs` brings it up to date.
 */

import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Recognition } from '../src/model.ts';
import type { Family } from '../src/recognizers/family.ts';
import { families } from '../src/recognizers/families.ts';

const INTRODUCTION = `# Recognizers

Written by \`scripts/recognizers.ts\` from the tables in \`src/recognizers\`; a test keeps it so.

An error of another library is known by marks that the library documents, never by its \`status\` alone. It lends the
answer nothing: not its message, not its status, not its headers. Every text below is faultline's own; where there is
none, the answer says what its status says. Your own recognizers are asked first; of families that share a mark, the
upper one. JSON of an upstream that was thrown, or assigned to an error, is no error of these libraries, and stays
unexpected. A validator's error is a 400 wherever it is thrown: where you check what an upstream has sent, wrap it.
Where nobody can know whether a database or an upstream did its work before it failed, the answer is \`retryable\` for
methods that may be repeated only (GET, HEAD, OPTIONS, TRACE, PUT, DELETE), and the column is empty.

\`createFaultline({ families: { mysql: false } })\` switches a family off: its errors are unexpected then.
\`createFaultline({ statuses: { VALIDATION_FAILED: 422 } })\` chooses another status for a code.
`;

export function recognizersPage(): string {
  return [INTRODUCTION, ...families.map(section)].join('\n');
}

function section({ name, packages, answers, rules }: Family): string {
  const tested =
    packages.length === 0 ? '' : `Tested with ${packages.map((one) => `\`${one}\``).join(', ')}.\n\n`;
  const known = Object.entries(answers).map(([mark, said]) => answerRow(mark, said));
  const table =
    known.length === 0
      ? ''
      : `| recognised | status | code | retryable | text |\n| --- | --- | --- | --- | --- |\n${known.join('\n')}\n`;
  return `## ${name}\n\n${tested}${table}${rules === undefined ? '' : rulesTable(rules())}`;
}

function answerRow(mark: string, said: Recognition): string {
  const { status, code, retryable, retryAfter, message } = said;
  const again = retryAfter === undefined ? 'yes' : `after ${String(retryAfter)} s`;
  return row([
    `\`${mark}\``,
    String(status ?? 500),
    code ? `\`${code}\`` : '',
    retryable ? again : '',
    message ?? '',
  ]);
}

function rulesTable(rules: Readonly<Record<string, string>>): string {
  const rows = Object.entries(rules).map(([theirs, ours]) => row([`\`${theirs}\``, `\`${ours}\``]));
  return `\n| rule of the library | code of the field error |\n| --- | --- |\n${rows.join('\n')}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync('docs/recognizers.md', recognizersPage());
