export type SpoolErrorCode = 'SPOOL_CLOSED' | 'SPOOL_FOREIGN' | 'SPOOL_FULL' | 'SPOOL_GONE' | 'SPOOL_LINE';

/** Why a spool takes no line, or cannot be read, where the operating system has nothing to do with it. */
export class SpoolError extends Error {
  override readonly name: string = 'SpoolError';
  readonly code: SpoolErrorCode;

  constructor(code: SpoolErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** `code` of a failure of the operating system, or of one of ours. */
export function codeOf(error: unknown): string {
  return String((error as { readonly code?: unknown } | null | undefined)?.code);
}
