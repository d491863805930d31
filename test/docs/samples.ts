/**
 * The samples of a document, as its reader goes through them. A `json` block is a configuration, or a
 * `server_error.json`, that holds up to the next of its kind; `json refused` is one that the `text` behind it refuses.
 * A `js` block gives options by `createFaultline`, or is what a handler throws: comments before it are the request. An
 * `http` block is the answer to the last that was thrown. A `console` block is a command for the configuration before
 * it, as the file `faultline.json`, and what it prints. Each section starts anew.
 */

import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import * as faultline from 'faultline';
import type { FaultlineOptions, RequestFacts } from 'faultline';

export type Sample =
  | { readonly kind: 'accepted'; readonly title: string; readonly options: FaultlineOptions }
  | {
      readonly kind: 'refused';
      readonly title: string;
      readonly options: FaultlineOptions;
      readonly message: string;
    }
  | {
      readonly kind: 'answered';
      readonly title: string;
      readonly options: FaultlineOptions;
      readonly failure: Failure;
      readonly answer: string;
    };

export interface Command {
  readonly title: string;
  /** The text of the configuration. */
  readonly config: string;
  readonly argv: readonly string[];
  readonly printed: string;
}

export interface Failure {
  /** In comments. */
  readonly request: string;
  /** What throws. */
  readonly code: string;
}

interface Block {
  /** With what stands behind the language. */
  readonly info: string;
  readonly text: string;
  readonly line: number;
}

/** Of every failure that the documents show. */
export const REFERENCE = 'K7QF-2MXD-9TRP';

const HEADING = /^(#{1,6}) (.*)$/;

/** The blocks of a document by its headings of the first two levels. */
function sectionsOf(
  file: string,
): readonly { readonly heading: string; readonly blocks: readonly Block[] }[] {
  const sections: { heading: string; blocks: Block[] }[] = [];
  let open: { fence: string; info: string; lines: string[]; line: number } | undefined;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (open !== undefined) {
      if (line !== open.fence) open.lines.push(line);
      else {
        const { info, lines, line: first } = open;
        sections.at(-1)!.blocks.push({ info, text: lines.join('\n'), line: first });
        open = undefined;
      }
      continue;
    }
    const [, fence, info] = /^(`{3,})(.*)$/.exec(line) ?? [];
    if (fence !== undefined) open = { fence, info: info!, lines: [], line: index + 1 };
    const [, level = '', heading = ''] = HEADING.exec(line) ?? [];
    if (level !== '' && level.length <= 2) sections.push({ heading, blocks: [] });
  }
  return sections;
}

export function samplesOf(file: string, section: RegExp = /^/): readonly Sample[] {
  return sectionsOf(file)
    .filter(({ heading }) => section.test(heading))
    .flatMap(({ blocks }) => samplesIn(blocks, file));
}

/** What `console` blocks show. */
export function commandsOf(file: string): readonly Command[] {
  return sectionsOf(file).flatMap(({ blocks }) => {
    return blocks.flatMap(({ info, text, line }, index) => {
      if (info !== 'console') return [];
      const config = blocks.slice(0, index).findLast((block) => block.info === 'json')?.text ?? '{}';
      const [command = '', printed = ''] = text.split(/\n([^]*)/);
      const [, , ...argv] = command.replace(/^\$ /, '').match(/'[^']*'|\S+/g)!;
      return [
        { title: `${file}:${line}`, config, argv: argv.map((word) => word.replaceAll("'", '')), printed },
      ];
    });
  });
}

function samplesIn(blocks: readonly Block[], file: string): readonly Sample[] {
  const samples: Sample[] = [];
  let options: FaultlineOptions = {};
  let failure: Failure | undefined;
  for (const [index, { info, text, line }] of blocks.entries()) {
    const title = `${file}:${line}`;
    if (info === 'json' || (info === 'js' && text.includes('createFaultline('))) {
      options = merged(options, info === 'json' ? sourceOf(text) : optionsIn(text));
      samples.push({ kind: 'accepted', title, options });
    } else if (info === 'json refused') {
      const next = blocks[index + 1];
      if (next?.info !== 'text') throw new Error(`${title} is not followed by what refuses it`);
      samples.push({ kind: 'refused', title, options: merged(options, sourceOf(text)), message: next.text });
    } else if (info === 'js') {
      failure = failureIn(text);
    } else if (info === 'http') {
      if (failure === undefined) throw new Error(`${title} is the answer to nothing`);
      samples.push({ kind: 'answered', title, options, failure, answer: text });
    }
  }
  return samples;
}

function merged(options: FaultlineOptions, more: FaultlineOptions): FaultlineOptions {
  return { ...options, ...more };
}

function failureIn(text: string): Failure {
  const [, request = '', code = ''] = /^((?:\/\/.*\n)*)([^]*)$/.exec(text)!;
  return { request, code };
}

function sourceOf(text: string): Pick<FaultlineOptions, 'config' | 'serverErrors'> {
  const data = JSON.parse(text) as object;
  return 'server_error' in data ? { serverErrors: data } : { config: data };
}

/** What the code gives `createFaultline`. */
function optionsIn(code: string): FaultlineOptions {
  let given: FaultlineOptions = {};
  run(code, { createFaultline: (options: FaultlineOptions) => void (given = options) });
  return given;
}

export function thrownBy(code: string): unknown {
  try {
    run(code, {});
  } catch (thrown) {
    return thrown;
  }
  throw new Error(`nothing is thrown by ${code}`);
}

function run(code: string, instead: Readonly<Record<string, unknown>>): void {
  const names = { ...faultline, ...instead };
  compileFunction(code, Object.keys(names))(...Object.values(names));
}

/** `// GET /orders?page=2`, behind it the address of the client - `from 10.2.3.4` - if it matters, then headers. */
export function requestOf(comments: string): RequestFacts {
  const [first = 'GET /', ...lines] = comments
    .split('\n')
    .flatMap((line) => line.match(/(?<=^\/\/ ).*/) ?? []);
  const [method = '', url = '', , remoteAddress = '203.0.113.9'] = first.split(' ');
  const headers = new Map(
    lines.map((line) => {
      const [name = '', value = ''] = line.split(/: (.*)/);
      return [name.toLowerCase(), value];
    }),
  );
  return {
    method,
    url,
    header: (name) => headers.get(name),
    remoteAddress,
    route: '/orders/:id',
    trail: ['helmet', 'authenticate', 'GET /orders/:id'],
    correlationId: REFERENCE,
  };
}

export interface Answer {
  readonly status: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `HTTP/1.1 404 Not Found`, headers, and behind an empty line the body. */
export function answerOf(text: string): Answer {
  const [head = '', body = ''] = text.split(/\n\n([^]*)/);
  const [status = '', ...lines] = head.split('\n');
  const headers = lines.map((line) => {
    const [name = '', value = ''] = line.split(/: (.*)/);
    return [name.toLowerCase(), value];
  });
  return { status: status.replace('HTTP/1.1 ', ''), headers: Object.fromEntries(headers), body };
}
