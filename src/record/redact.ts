export interface Redaction {
  text(value: string, key?: string): string;
  hides(key: string): boolean;
  frames(stack: string): string;
}

export const NONE: Redaction = {
  text: (value) => value,
  hides: () => false,
  frames: (stack) => stack,
};
