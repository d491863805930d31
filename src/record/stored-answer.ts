import { parseCorrelationId } from '../http/correlation.ts';
import type { Reply } from '../model.ts';
import type { Redaction } from '../redact/index.ts';
import { neutral } from './neutral.ts';
import type { StoredAnswer } from './stored-occurrence.ts';

const MAX_BODY = 4096;
const MAX_TYPE = 256;
const MAX_LANGUAGE = 64;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What stores keep of an answer. */
export function toStoredAnswer(
  { status, headers, body }: Reply,
  correlationId: string,
  redaction: Redaction,
): StoredAnswer {
  const answer: Mutable<StoredAnswer> = { status, body: bodyOf(body, correlationId, redaction) };
  const { 'content-type': contentType, 'content-language': language } = headers;
  if (contentType !== undefined) answer.contentType = neutral(contentType, MAX_TYPE);
  if (language !== undefined) answer.language = neutral(language, MAX_LANGUAGE);
  return answer;
}

/** What an author consented to tell the client may still be nothing to keep. */
function bodyOf(body: string, correlationId: string, redaction: Redaction): string {
  if (body === '') return body;
  // Most answers differ in their reference alone: without it, redaction knows them from before. One that a caller gave may
  // be a word of the answer, even the name of a secret.
  const isOurs = parseCorrelationId(correlationId) === correlationId;
  const rest = isOurs ? body.replaceAll(correlationId, '') : body;
  const shown = redaction.text(rest) === rest ? body : redaction.text(body);
  const short = cutBody(shown);
  // Line by line, so that pages and texts keep theirs.
  return short.includes('\n')
    ? cutBody(
        short
          .split('\n')
          .map((line) => neutral(line, MAX_BODY))
          .join('\n'),
      )
    : cutBody(neutral(short, MAX_BODY));
}

/** Without a mark: it is what stands there. No character is halved. */
function cutBody(text: string): string {
  if (text.length <= MAX_BODY) return text;
  const last = text.charCodeAt(MAX_BODY - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? MAX_BODY - 1 : MAX_BODY);
}
