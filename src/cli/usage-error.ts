/** A command line that cannot be understood. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  /** What to write instead. */
  readonly cure: string;
  /** Whose help tells more; `undefined`: that of all commands. */
  readonly command: string | undefined;

  constructor(problem: string, cure: string, command?: string) {
    super(problem);
    this.cure = cure;
    this.command = command;
  }
}
