import { FaultlineError, createFaultline, defineRecognizer, type Recognizer } from 'faultline';
import { describe, expect, it } from 'vitest';
import { revoked } from './exceptions/wrong-options.ts';
import { answerTo } from './recognizers/answer.ts';

const recognize = (): undefined => undefined;
const trap = (): never => {
  throw new Error('canary');
};

describe('defineRecognizer', () => {
  it('gives a frozen copy', () => {
    const given: Recognizer = { name: 'ours', marks: { code: ['E'] }, recognize };
    const recognizer = defineRecognizer(given);
    expect(recognizer).toMatchObject({ name: 'ours', marks: { code: ['E'] } });
    expect(recognizer).not.toBe(given);
    expect(Object.isFrozen(recognizer)).toBe(true);
  });

  it('keeps the methods of an instance bound to it', () => {
    class Ours implements Recognizer {
      readonly name = 'ours';
      readonly #status = 418;
      recognize(): { status: number } {
        return { status: this.#status };
      }
    }
    const { decided } = createFaultline({
      logger: false,
      recognizers: [defineRecognizer(new Ours())],
    }).resolve(new Error('x'), { method: 'GET', url: '/', header: () => undefined });
    expect(decided?.status).toBe(418);
  });

  it.each([
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a function', recognize, 'a function'],
    ['an array', [], 'an array'],
    ['no name', { recognize }, 'an object'],
    ['an empty name', { name: '', recognize }, 'an object'],
    ['no function', { name: 'ours' }, 'an object'],
    ['marks that are no object', { name: 'ours', recognize, marks: 'code' }, 'an object'],
    ['marks that are an array', { name: 'ours', recognize, marks: ['code'] }, 'an object'],
    ['marks without arrays', { name: 'ours', recognize, marks: { code: 'E' } }, 'an object'],
    [
      'a getter that throws',
      {
        get name() {
          return trap();
        },
        recognize,
      },
      'an object',
    ],
    ['a revoked Proxy', revoked(), 'a revoked Proxy'],
  ])('refuses %s', (_, given, received) => {
    const define = (): unknown => defineRecognizer(given as never);
    expect(define).toThrow(FaultlineError);
    expect(define).toThrow(`defineRecognizer received ${received}; give { name, recognize }`);
    expect(define).toThrow(expect.objectContaining({ code: 'FLT_RECOGNIZER_INVALID' }));
    expect(() => createFaultline({ recognizers: [given as never] })).toThrow('Option "recognizers"');
  });
});

describe('what a recognizer says', () => {
  const OWN = 'The lease ran out at noon';
  const leased = (recognition: object): Recognizer =>
    defineRecognizer({ name: 'lease', marks: { code: ['LEASE'] }, recognize: () => recognition });
  const thrown = Object.assign(new Error(OWN), { code: 'LEASE' });

  it.each([
    [
      'its words are shown',
      { status: 410, code: 'GONE_BY', message: 'It is gone' },
      { status: 410, code: 'GONE_BY', detail: 'It is gone' },
    ],
    ['the error’s own words on its word', { status: 410, exposeMessage: true }, { status: 410, detail: OWN }],
    ['nothing but that it knows', {}, { status: 500, code: 'INTERNAL_ERROR' }],
    ['a status that is none', { status: 200 }, { status: 500 }],
    ['a code that is none', { status: 410, code: 'no code' }, { status: 410, code: 'GONE' }],
    ['words that are none', { status: 410, message: 4 }, { status: 410, detail: undefined }],
  ])('R16 %s', (_, recognition, expected) => {
    const answer = answerTo(thrown, { recognizers: [leased(recognition)] });
    expect(answer).toMatchObject({ family: 'lease', ...expected });
    expect(answer.text.includes(OWN)).toBe('exposeMessage' in recognition);
  });
});
