import { readFrom } from '../inherited.ts';
import type { Recognizer, RecognizerIndex } from '../model.ts';

/**
 * Indexes recognizers by their marks: one guarded read and one look-up a property, however many families
 * there are. Recognizers that share a value keep their order.
 */
export function compileRecognizers(recognizers: readonly Recognizer[]): RecognizerIndex {
  const index = new Map<string, Map<unknown, Recognizer[]>>();
  for (const recognizer of recognizers) {
    for (const [property, values] of Object.entries(marksOf(recognizer) ?? {})) {
      const byValue = index.get(property) ?? new Map<unknown, Recognizer[]>();
      index.set(property, byValue);
      for (const value of values) byValue.set(value, [...(byValue.get(value) ?? []), recognizer]);
    }
  }
  return {
    properties: [...index.keys()],
    byValue: [...index.values()],
    always: recognizers.filter((recognizer) => marksOf(recognizer) === undefined),
  };
}

function marksOf(recognizer: Recognizer): Recognizer['marks'] {
  return readFrom(recognizer, 'marks') as Recognizer['marks'];
}
