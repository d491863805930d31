import { ignoreRejection } from '../rejection.ts';
import { jsonLines } from './json-lines.ts';
import type { Decided, Plan, RequestFacts } from '../model.ts';

type Warn = (decided: Decided | undefined, facts: RequestFacts) => void;

/** D8: a plain exception is a 500 by default; the first answer that relies on it says so, once. Never throws. */
export function createDefaultStatusWarning({ logger }: Plan, isChosen: boolean): Warn {
  let warned = isChosen || logger === false;
  return (decided, facts) => {
    if (warned || logger === false || decided?.classified.recognition.statusIsDefault !== true) return;
    warned = true;
    const { code } = decided;
    try {
      const written: unknown = (logger ?? facts.logger ?? jsonLines).warn(
        { code },
        `${code} was answered with the default status 500: give its class "static status", or set the option "defaultStatus"`,
      );
      ignoreRejection(written);
    } catch {
      return;
    }
  };
}
