import type { ErrorView } from '../model.ts';
import { framesOf } from './neutral.ts';
import { propertiesOf, type Properties } from './properties.ts';
import type { Write } from './write.ts';

/** How the parts of an error get into a record. */
export interface ErrorWriter {
  readonly write: Write;
  /** What was answered: an error that has the same status tells nothing by it. */
  readonly status: number;
  /** Whether stacks are read at all: the runtime writes one when it is first asked for, which takes longest. */
  readonly stacks: boolean;
  /** Frames of a stack. */
  readonly frames: (frames: string, limit: number) => string;
  /** A thrown value that is no error. */
  readonly object: (value: object) => string;
}

/** A thrown value, or something beneath it. */
export interface RecordedError {
  /** Its `name`; for what is no error, the kind of value it is. At most 512 characters. */
  readonly name: string;
  /** Name of its class, where `name` does not tell: many are just called `Error`. */
  readonly type?: string;
  /** At most 8,192 characters; of causes less, the further down. Objects that are no errors, as JSON. */
  readonly message: string;
  readonly code?: string;
  /** Frames only, a line each, at most 16,384 characters; the head line is `name` and `message`. */
  readonly stack?: string;
  /** What the error's library documents about the failure itself, such as `constraint` or `syscall`. */
  readonly properties?: Properties;
}

const MAX_MESSAGE = 8192;
const MAX_STACK = 16_384;
const MAX_SHORT = 512;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** @param share of the room that the thrown value itself has */
export function toRecordedError(view: ErrorView, share: number, writer: ErrorWriter): RecordedError {
  const { write } = writer;
  const name = view.read('name');
  const recorded: Mutable<RecordedError> = {
    name: write(typeof name === 'string' && name !== '' ? name : kindOf(view.value), MAX_SHORT),
    message: messageOf(view, Math.ceil(MAX_MESSAGE * share), writer),
  };
  const type = view.isError ? nameOfClass(view.read('constructor')) : undefined;
  if (typeof type === 'string' && type !== '' && type !== name) recorded.type = write(type, MAX_SHORT);
  const code = view.read('code');
  if (typeof code === 'string' || typeof code === 'number') recorded.code = write(String(code), MAX_SHORT);
  if (!view.isError) return recorded;
  const stack = writer.stacks ? view.read('stack') : undefined;
  const frames = typeof stack === 'string' ? framesOf(stack, view.message) : undefined;
  if (frames !== undefined) recorded.stack = writer.frames(frames, Math.ceil(MAX_STACK * share));
  const properties = propertiesOf(view.value as object, writer.status, (text, key) =>
    write(text, MAX_SHORT, key),
  );
  if (properties !== undefined) recorded.properties = properties;
  return recorded;
}

function nameOfClass(constructor: unknown): unknown {
  try {
    return typeof constructor === 'function' ? constructor.name : undefined;
  } catch {
    return undefined;
  }
}

function messageOf(
  { value, message, isError }: ErrorView,
  limit: number,
  { write, object }: ErrorWriter,
): string {
  if (isError || typeof value === 'string') return write(message, limit);
  // Its texts are written already; the whole may still be too long.
  if (typeof value === 'object' && value !== null) return write(object(value), limit);
  if (typeof value === 'function') return 'a function';
  return write(typeof value === 'bigint' ? digitsOf(value) : String(value), limit);
}

const MAX_BITS = 1024;

/** The time that decimal digits take grows with the square of their number. */
function digitsOf(value: bigint): string {
  return BigInt.asIntN(MAX_BITS, value) === value ? `${value}n` : `a bigint of more than ${MAX_BITS} bits`;
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
