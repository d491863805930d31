/** Bodies of the configuration. */

import type { Format, JsonValue } from '../model.ts';
import type { Body } from '../policy.ts';
import { unlessReported, type At } from './at.ts';
import { fitted } from './fitted.ts';
import { piecesOfJson } from './json-value.ts';
import { contentTypeOf, DEFAULT_TYPE, mediaTypeOf, type MediaType } from './media-type.ts';
import { piecesOfTemplate, SCANS, type Scan } from './template.ts';

/**
 * The body of a template or rule, which `at` points to. Its content type decides how values are written; `undefined`
 * when something of it was reported.
 */
export function compileBody(body: JsonValue, contentType: string | undefined, at: At): Body | undefined {
  return unlessReported(at, (here) => {
    const type = mediaTypeOf(contentType ?? DEFAULT_TYPE, `${at.pointer}/contentType`, here.report);
    return compile(body, type, { ...here, pointer: `${at.pointer}/body` });
  });
}

/** A body for a negotiated format; `at` points to itself. */
export function compileFormat(body: JsonValue, format: Format, at: At): Body | undefined {
  return unlessReported(at, (here) => compile(body, { format, contentType: contentTypeOf(format) }, here));
}

/** Of a content type that is none only the placeholders are checked. */
function compile(body: JsonValue, type: MediaType | undefined, at: At): Body {
  const { format = 'text', contentType = '' } = type ?? {};
  if (typeof body === 'string') {
    const scan = type === undefined ? anywhere : type.format === undefined ? nowhere : SCANS[type.format];
    return { format, contentType, render: fitted(piecesOfTemplate(body, scan, at), at.pointer, at.report) };
  }
  if (type !== undefined && format !== 'json')
    at.report(
      at.pointer,
      `is JSON, but is sent as ${contentType}`,
      'write it as a text, or give the content type of JSON',
    );
  return { format, contentType, render: fitted(piecesOfJson(body, at), at.pointer, at.report) };
}

const anywhere: Scan = () => new Map();

const nowhere: Scan = ({ holes }, fault) => {
  for (const hole of holes)
    fault(
      hole,
      'has a placeholder, but a content type whose syntax is not known',
      'give the content type of JSON, XML, HTML or plain text, or leave placeholders out',
    );
  return new Map();
};
