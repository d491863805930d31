import type { Redaction } from '../redact/index.ts';
import { neutral, neutralLines } from './neutral.ts';

/** How text gets into a record: freed of secrets, then on one line, then cut. In this order, or half a secret stays. */
export type Write = (text: string, limit: number, key?: string) => string;

export function writeOf(redaction: Redaction): Write {
  return (text, limit, key) => neutral(redaction.text(text, key), limit);
}

/** Frames of a stack, a line each. */
export function writeFrames(frames: string, limit: number, redaction: Redaction): string {
  return neutralLines(redaction.text(frames), limit);
}
