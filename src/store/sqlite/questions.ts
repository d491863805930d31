/** Questions to the reading thread, and what must be done first where it cannot answer. */

import { FaultlineError } from '../../codes.ts';
import type { WriterCalls } from './messages.ts';
import type { Question, QuestionAnswer, QuestionValues } from './reader.ts';
import { CallError, type Thread } from './thread.ts';

export interface Questions {
  /** @throws FaultlineError where the file cannot be read */
  readonly ask: <Name extends Question>(
    name: Name,
    ...values: QuestionValues<Name>
  ) => Promise<QuestionAnswer<Name>>;
  /** @throws FaultlineError where the file cannot be written */
  readonly change: <Name extends keyof WriterCalls>(
    name: Name,
    ...values: Parameters<WriterCalls[Name]>
  ) => Promise<unknown>;
}

interface Parts {
  readonly reader: Pick<Thread, 'call'>;
  readonly writer: Pick<Thread, 'call'>;
  readonly ready: () => Promise<void>;
  /** @throws FaultlineError after the store was closed */
  readonly demandOpen: () => void;
}

const ATTEMPTS = 3;

export function createQuestions({ reader, writer, ready, demandOpen }: Parts): Questions {
  async function change(name: string, ...values: readonly unknown[]): Promise<unknown> {
    demandOpen();
    try {
      return await writer.call(name, values);
    } catch (error) {
      throw unavailable(error);
    }
  }

  return {
    change,
    async ask(name, ...values) {
      demandOpen();
      await ready();
      for (let attempt = 1; ; attempt++) {
        try {
          return (await reader.call(name, values)) as QuestionAnswer<typeof name>;
        } catch (error) {
          if (!(error instanceof CallError) || error.kind === 'unavailable' || attempt === ATTEMPTS)
            throw unavailable(error);
          await change(error.kind === 'absent' ? 'open' : 'check');
        }
      }
    },
  };
}

function unavailable(error: unknown): unknown {
  return error instanceof CallError ? new FaultlineError('FLT_STORE_UNAVAILABLE', error.message) : error;
}
