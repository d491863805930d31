/** What the command line needs of its process, so that it runs without one too. */

export interface Out {
  write(text: string): unknown;
}

export interface Io {
  readonly stdout: Out;
  readonly stderr: Out;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether people read stdout in a terminal. */
  readonly isTTY: boolean;
  /** Of the terminal; `undefined`: lines may have any length. */
  readonly columns?: number | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}
