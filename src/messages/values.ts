/** Every placeholder, and how its value is read. */

import { pathIn, queryIn } from '../http/url.ts';
import { once } from '../once.ts';
import type { TemplateContext } from '../policy.ts';
import { MAX_VALUE, REST } from './limits.ts';

/** What an upstream answered may be long; nothing else has a reason to be. */
const MAX_RESPONSE = 8192;

export interface Value {
  /** Never throws; empty when there is none. */
  readonly text: (context: TemplateContext) => string;
  /** For places that can hold a number. Never throws; `undefined` when there is none. */
  readonly number: ((context: TemplateContext) => number | undefined) | undefined;
  /** What to write instead where the answer's own code, status and texts are made, which are not known there. */
  readonly instead: string | undefined;
}

/** By placeholder, as it is written. */
export const VALUES: () => ReadonlyMap<string, Value> = once(
  () =>
    new Map<string, Value>([
      ['#CORRELATIONID#', text((context) => context.correlationId)],
      [
        '#FAULTCODE#',
        instead(
          CODE,
          text((context) => context.final.code),
        ),
      ],
      [
        '#FAULTMESSAGE#',
        instead(
          MESSAGE,
          text((context) => context.final.message),
        ),
      ],
      [
        '#FAULTMESSAGE_FIRSTLINE#',
        instead(
          MESSAGE,
          text((context) => firstLine(context.final.message)),
        ),
      ],
      [
        '#FAULTSTATUSCODE#',
        instead(
          STATUS,
          number((context) => context.final.status),
        ),
      ],
      ['#RESPONSEFROMAPI#', text((context) => context.responseFromApi, MAX_RESPONSE)],
      ['#RESPONSEFROMAPI_FIRSTLINE#', text((context) => firstLine(context.responseFromApi), MAX_RESPONSE)],
      [
        '#{error.customizedErrorCode}',
        instead(
          CODE,
          text((context) => context.customized.code),
        ),
      ],
      [
        '#{error.customizedHttpCode}',
        instead(
          STATUS,
          number((context) => context.customized.status),
        ),
      ],
      [
        '#{error.customizedMessage}',
        instead(
          MESSAGE,
          text((context) => context.customized.message),
        ),
      ],
      [CODE, text((context) => context.defaults.code)],
      [MESSAGE, text((context) => context.defaults.message)],
      [STATUS, number((context) => context.defaults.status)],
      ['#{request.method}', text(({ facts }) => facts.method)],
      ['#{request.uri}', text(({ facts }) => pathOf(facts.url))],
      ['#{request.contentType}', text(({ facts }) => facts.header('content-type'))],
      ['#{request.remoteAddress}', text(({ facts }) => facts.remoteAddress)],
      ['#{request.queryString}', text(({ facts }) => queryIn(facts.url))],
      ['#{request.pathInfo}', text(({ facts }) => pathBelow(facts.mount ?? '', pathOf(facts.url)))],
      ['#{request.contextPath}', text(({ facts }) => facts.mount)],
      ['#{message.correlationId}', text((context) => context.correlationId)],
      ['#{apiProxy.id}', text(({ api }) => api?.id)],
      ['#{apiProxy.name}', text(({ api }) => api?.name)],
      ['#{dateTime.year}', number(({ now }) => new Date(now).getUTCFullYear(), 4)],
      ['#{dateTime.month}', number(({ now }) => new Date(now).getUTCMonth() + 1, 2)],
      ['#{dateTime.dayOfMonth}', number(({ now }) => new Date(now).getUTCDate(), 2)],
      ['#{dateTime.hour}', number(({ now }) => new Date(now).getUTCHours(), 2)],
      ['#{dateTime.minute}', number(({ now }) => new Date(now).getUTCMinutes(), 2)],
      ['#{dateTime.second}', number(({ now }) => new Date(now).getUTCSeconds(), 2)],
      ['#{dateTime.timestamp}', number(({ now }) => Math.floor(now / 1000))],
      ['#{dateTime.formattedText}', text(({ now }) => formatted(now))],
    ]),
);

const CODE = '#{error.defaultErrorCode}';
const MESSAGE = '#{error.defaultMessage}';
const STATUS = '#{error.defaultHttpCode}';

/** Facts and values come from a framework's objects and from thrown ones: they may fail, or be anything. */
function text(read: (context: TemplateContext) => unknown, most: number = MAX_VALUE): Value {
  return {
    text: (context) => {
      try {
        const value = read(context);
        return typeof value === 'string' ? shortened(value, most) : '';
      } catch {
        return '';
      }
    },
    number: undefined,
    instead: undefined,
  };
}

/** In a text it has that many digits at least, as in 2026-04-05; as a number of JSON it cannot. */
function number(read: (context: TemplateContext) => unknown, digits: number = 1): Value {
  const guarded = (context: TemplateContext): number | undefined => {
    try {
      const value = read(context);
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    text: (context) => {
      const value = guarded(context);
      return value === undefined ? '' : String(value).padStart(digits, '0');
    },
    number: guarded,
    instead: undefined,
  };
}

function instead(written: string, value: Value): Value {
  return { ...value, instead: written };
}

/** The value of an environment variable, which is read with the configuration. */
export function constant(value: string): Value {
  return text(() => value);
}

/** At most that long, with a mark where it was cut. */
export function shortened(value: string, most: number): string {
  return value.length <= most ? value : cut(value, most - REST.length) + REST;
}

/** At most that long, and no character halved. */
export function cut(value: string, most: number): string {
  if (value.length <= most) return value;
  const halved = value.codePointAt(most - 1)! > 0xffff;
  return value.slice(0, halved ? most - 1 : most);
}

function firstLine(value: string): string {
  const end = value.search(/[\r\n]/);
  return end === -1 ? value : value.slice(0, end);
}

/** Nothing where no adapter told a URL. */
function pathOf(url: string): string {
  return url === '' ? '' : pathIn(url);
}

function pathBelow(mount: string, path: string): string {
  const prefix = mount.endsWith('/') ? mount.slice(0, -1) : mount;
  if (path === prefix) return '/';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

/** What was written last: many answers are of the same second. */
let latest = { second: Number.NaN, text: '' };

function formatted(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== latest.second) latest = { second, text: textOf(new Date(now)) };
  return latest.text;
}

/** By hand: `toISOString` takes four times as long. */
function textOf(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

function two(part: number): string {
  return part < 10 ? `0${part}` : String(part);
}
