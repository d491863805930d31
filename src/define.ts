import { FaultlineError, show } from './codes.ts';
import { isRecognizer } from './check-options.ts';
import type { Config } from './config/shapes.ts';
import type { Recognizer } from './model.ts';

/**
 * A typed recognizer for your own kinds of errors. `recognize` returns what it knows, or nothing. To show the
 * error's own message, return `exposeMessage: true`: that is your word that it was written for clients. Without
 * it an answer that contains the error's message is replaced by the generic one.
 * @throws FaultlineError when a part is missing or of the wrong kind
 */
export function defineRecognizer(recognizer: Recognizer): Recognizer {
  if (!isRecognizer(recognizer)) {
    const cure = 'give { name, recognize } and, if it has marks, arrays of values by property';
    throw new FaultlineError(
      'FLT_RECOGNIZER_INVALID',
      `defineRecognizer received ${show(recognizer)}; ${cure}.`,
    );
  }
  const { name, marks } = recognizer;
  // Bound, so that an instance of a class serves too.
  return Object.freeze({ name, marks, recognize: recognizer.recognize.bind(recognizer) });
}

/** A configuration in TypeScript, typed where it stands. `createFaultline` and `fl.reload` check it. */
export function defineConfig(config: Config): Config {
  return config;
}
