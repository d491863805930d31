/** `COPY … FROM STDIN` on a connection of `pg`, which calls these methods of whatever has a `submit`. */

interface Connection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

interface Copy {
  readonly submittable: object;
  /** Settles when the server is ready for more. */
  readonly done: Promise<void>;
}

const CHUNK = 1 << 20;

/** @param rows in the text format */
function copyOf(text: string, rows: string): Copy {
  const bytes = Buffer.from(rows);
  const { promise: done, resolve, reject } = withResolvers();
  const submittable = {
    submit: (connection: Connection) => connection.query(text),
    handleCopyInResponse(connection: Connection) {
      // What is thrown here would be thrown into the process.
      try {
        for (let from = 0; from < bytes.length; from += CHUNK)
          connection.sendCopyFromChunk(bytes.subarray(from, from + CHUNK));
        connection.endCopyFrom();
      } catch (error) {
        connection.sendCopyFail('the rows cannot be sent');
        reject(error);
      }
    },
    handleError: reject,
    handleReadyForQuery: resolve,
    handleCommandComplete: ignore,
    handleEmptyQuery: ignore,
    handleRowDescription: ignore,
    handleDataRow: ignore,
    handlePortalSuspended: ignore,
    handleCopyData: ignore,
    callback: ignore,
  };
  return { submittable, done };
}

function ignore(): void {}

function withResolvers(): {
  promise: Promise<void>;
  resolve: () => void;
  reject: (reason: unknown) => void;
} {
  let resolve!: () => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** Of a client of `pg` itself, over its own protocol; bindings to libpq have none. */
export function copierOf(client: unknown): ((text: string, rows: string) => Promise<void>) | undefined {
  const { connection } = client as { connection?: Partial<Connection> | null };
  if (typeof connection?.sendCopyFromChunk !== 'function') return undefined;
  return (text, rows) => {
    const { submittable, done } = copyOf(text, rows);
    (client as { query(submittable: object): unknown }).query(submittable);
    return done;
  };
}
