/** The nouns of a dashboard: what is asked, what a page knows, and what it makes. */

import type { IncomingMessage } from 'node:http';
import type { Store } from '../store/store.ts';
import type { Links } from './links.ts';
import type { Html } from './markup.ts';

/** A request as every framework can tell it. */
export interface PageRequest {
  readonly raw: IncomingMessage;
  /** What `authorize` is given beside it. */
  readonly context: object;
  /** Path that the dashboard is mounted at; empty at the root. */
  readonly base: string;
  /** Below that, as it was sent; begins with a slash. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  /** What a body parser of the application's left, if there was one. */
  readonly body: unknown;
}

/** What is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What pages are made of. */
export interface Visit {
  readonly store: Store;
  readonly links: Links;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly query: URLSearchParams;
  /** Who asks, where `authorize` told. */
  readonly user: string | undefined;
  /** For a form that is sent to a path: its hidden field. */
  tokenFor(path: string): Promise<Html>;
}

/** A page without its frame. */
export interface Page {
  /** Default: 200. */
  readonly status?: number;
  readonly title: string;
  /** Which entry of the navigation it belongs to. */
  readonly section?: Section;
  readonly main: Html;
  /** On pages whose own main part is a field for references, the frame has none. */
  readonly hasLookup?: true;
}

export type Section = 'overview' | 'groups' | 'occurrences' | 'report' | 'health';

/** Where a browser goes next, by GET. */
export interface Redirect {
  readonly location: string;
}

/** A file to keep. */
export interface Download {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
}

export type Made = Page | Redirect | Download;
