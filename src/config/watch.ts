/** Tells when files change, by looking at them: that works on every file system, through links and replacements. */

/** What is used of `node:fs`. */
interface Files {
  statSync(file: string): Stats;
  stat(file: string, done: (error: unknown, stats: Stats) => void): void;
}

interface Stats {
  readonly ctimeMs: number;
  readonly mtimeMs: number;
  readonly size: number;
  readonly ino: number;
}

/** Milliseconds between two looks. */
const INTERVAL = 1000;

/**
 * Does not keep the process alive. What changes after this call is told, once it is seen, unless it stays as long and
 * the clock of the file system - some milliseconds a tick - says that nothing happened. A file that goes away tells
 * nothing until it is back.
 * @returns what ends it
 */
export function watchFiles(
  files: readonly string[],
  changed: () => void,
  interval: number = INTERVAL,
): () => void {
  const fs: Files | undefined = globalThis.process?.getBuiltinModule?.('node:fs');
  if (fs === undefined) return () => undefined;
  // A name that no file can have is told of by whoever reads it.
  const possible = files.filter((file) => !file.includes('\0'));
  const ends = possible.map((file) => watchFile(file, fs, changed, interval));
  return () => {
    for (const end of ends) end();
  };
}

function watchFile(file: string, fs: Files, changed: () => void, interval: number): () => void {
  let seen = stampNow(file, fs);
  let timer = setTimeout(look, interval).unref();
  let ended = false;

  function look(): void {
    fs.stat(file, (error, stats) => {
      if (ended) return;
      const now = error === null ? stampOf(stats) : seen;
      timer = setTimeout(look, interval).unref();
      if (now === seen) return;
      seen = now;
      changed();
    });
  }

  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** `undefined` for a file that is not there. */
function stampNow(file: string, fs: Files): string | undefined {
  try {
    return stampOf(fs.statSync(file));
  } catch {
    return undefined;
  }
}

function stampOf({ ctimeMs, mtimeMs, size, ino }: Stats): string {
  return [ctimeMs, mtimeMs, size, ino].join(' ');
}
