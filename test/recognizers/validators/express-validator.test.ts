import * as ev from 'express-validator';
import { describe, expect, it } from 'vitest';
import { expressValidator } from '../../../src/recognizers/validators/express-validator.ts';
import { answerTo } from '../answer.ts';
import { CANARY, field, fieldsOf, hostile, thrownBy, type Field } from './fields.ts';

interface Runs {
  run(request: object): Promise<unknown>;
}

const request = (): object => ({
  body: { a: CANARY, list: [{ 'b.c': 4711 }], canary: { deep: 1 } },
  query: { q: CANARY },
  params: { p: CANARY },
  headers: { 'x-size': CANARY },
  cookies: { c: CANARY },
});

/** What `validationResult(request).throw()` throws. */
async function errorOf(...chains: readonly unknown[]): Promise<unknown> {
  const sent = request();
  for (const chain of chains) await (chain as Runs).run(sent);
  return thrownBy(() => ev.validationResult(sent).throw());
}

const invalid = (pointer: string): Field => field(pointer, 'invalid', 'is not valid');
const ANY_OF = field('', 'anyOf', 'matches none of the allowed forms');

describe('R32 express-validator', () => {
  it.each<[string, readonly unknown[], readonly Field[]]>([
    [
      'field: its location is the part of the request',
      [
        ev.body('a').isInt().withMessage(CANARY),
        ev.query('q').isInt(),
        ev.param('p').isInt(),
        ev.header('X-Size').isInt(),
        ev.cookie('c').isInt(),
      ],
      [
        invalid('/a'),
        invalid('/query/q'),
        invalid('/params/p'),
        invalid('/headers/x-size'),
        invalid('/cookies/c'),
      ],
    ],
    [
      'field: deep',
      [ev.body('list.*["b.c"]').isEmail(), ev.body('m[0].n').exists()],
      [invalid('/list/0/b.c'), invalid('/m/0/n')],
    ],
    ['field: the whole body', [ev.body().isString()], [invalid('')]],
    [
      'alternative',
      [ev.oneOf([ev.body('a').isInt(), ev.body('n').isInt()], { errorType: 'flat' })],
      [ANY_OF, invalid('/a'), invalid('/n')],
    ],
    [
      'alternative_grouped',
      [ev.oneOf([ev.query('q').isInt(), [ev.body('a').isInt(), ev.body('n').isInt()]])],
      [ANY_OF, invalid('/query/q'), invalid('/a'), invalid('/n')],
    ],
    [
      'unknown_fields: points to the object, not to the key that the client made up',
      [
        ev.checkExact(ev.body(['a', 'list.*["b.c"]'])),
        ev.checkExact(ev.query('a'), { locations: ['query'] }),
      ],
      [
        field('', 'additionalProperties', 'has a property that is not allowed'),
        field('/query', 'additionalProperties', 'has a property that is not allowed'),
      ],
    ],
  ])('%s', async (_, chains, expected) => {
    const fields = fieldsOf(await errorOf(...chains), 'express-validator');
    expect(fields).toEqual(expected);
    const codes = Object.values(expressValidator.rules!());
    for (const { code } of fields!) expect(codes).toContain(code);
  });

  it('words of the application are not shown', async () => {
    const sent = request();
    await ev.body('a').isInt().withMessage(CANARY).run(sent);
    const result = ev.validationResult.withDefaults({ formatter: () => CANARY })(sent);
    expect(fieldsOf(await thrownBy(() => result.throw()), 'express-validator')).toEqual([invalid('/a')]);
  });

  it('1,000 issues are 100 field errors', async () => {
    const chains = Array.from({ length: 1000 }, (_, index) => ev.body(`f${index}`).exists());
    expect(fieldsOf(await errorOf(...chains), 'express-validator')).toHaveLength(100);
  });

  it('switched off, it is unexpected', async () => {
    const thrown = await errorOf(ev.body('a').isInt());
    const answer = answerTo(thrown, { families: { 'express-validator': false } });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });

  const result = {
    array: () => [],
    mapped: () => ({}),
    formatWith: () => undefined,
    isEmpty: () => false,
    throw: () => undefined,
  };
  it.each([
    ['without a method', { ...result, throw: undefined }, [{ type: 'field', path: 'a' }]],
    ['without errors', result, undefined],
    ['with errors that are no array', result, { length: 1 }],
  ])('an error %s is unexpected', (_, methods, errors) => {
    const thrown = Object.assign(new Error(''), methods, { errors });
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each(Object.entries(hostile))('%s', (_, errors) => {
    const { text, status } = answerTo(Object.freeze(Object.assign(new Error(''), result, { errors })));
    expect([400, 500]).toContain(status);
    expect(text).not.toContain('canary');
  });

  it('errors of types that express-validator does not have tell nothing', () => {
    const errors = [{ type: 'canary' }, { type: 'field', path: 4, location: 'nowhere' }];
    const thrown = Object.assign(new Error(''), result, { errors });
    expect(fieldsOf(thrown, 'express-validator')).toEqual([invalid('')]);
  });
});
