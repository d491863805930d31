import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { BusinessException, type RequestFacts } from 'faultline';
import type { CompiledPolicy } from '../../src/config/compile.ts';
import { createLivePolicy } from '../../src/config/live.ts';
import { considerSources } from '../../src/config/explain.ts';
import type { PlacedSelection } from '../../src/config/place.ts';
import type { Config } from '../../src/config/shapes.ts';
import { usedSources } from '../../src/config/used.ts';
import { exceptionNameOf } from '../../src/error-view.ts';
import { decisionOf } from '../../src/explanation.ts';
import { compilePlan } from '../../src/plan.ts';
import { resolve, type Resolution } from '../../src/resolve.ts';
import { factsWith } from '../pipeline/facts.ts';
import { configs, requests, thrown } from './arbitrary.ts';

vi.stubEnv('FAULTLINE_TEST_REGION', 'eu');

function compiled(config: Config): CompiledPolicy {
  const live = createLivePolicy({ config, now: () => 0 }, () => {});
  live.close();
  return live.policy!;
}

interface Used {
  readonly resolution: Resolution;
  readonly sentences: readonly string[];
}

function usedBy(error: unknown, facts: RequestFacts, policy: CompiledPolicy): Used {
  const plan = compilePlan({ mode: 'release', logger: false, now: () => 0 }, { policy: { policy } });
  const resolution = resolve(error, facts, plan);
  const { own, classified, selection } = resolution.decided!;
  const named = { ...own, name: exceptionNameOf(classified.captured.view) };
  const { format } = resolution.reply;
  const sentences = usedSources({ error: named, selection: selection as PlacedSelection, format });
  return { resolution, sentences };
}

describe('R28 the sources that an answer was made of', () => {
  it('are those that explain calls used', () => {
    const seen = new Set<string>();
    const cases = fc.array(fc.record({ request: requests, error: thrown }), { minLength: 1, maxLength: 6 });
    const property = fc.property(configs, cases, (config, list) => {
      const policy = compiled(config);
      for (const { request, error } of list) {
        const { headers, ...rest } = request;
        const facts = factsWith(headers, rest);
        const { resolution, sentences } = usedBy(error.make(), facts, policy);
        const { own, classified } = resolution.decided!;
        const { status, format } = resolution.reply;
        const considered = considerSources(policy.placeOf(facts), {
          error: { ...own, name: exceptionNameOf(classified.captured.view) },
          facts,
          status,
          format,
          replaced: undefined,
        });
        const used = considered.filter(({ verdict, what }) => verdict === 'used' && what !== 'default');
        const places = sentences.flatMap(
          (sentence) => / level (\w+), at (\/[^,]*)/.exec(sentence)?.slice(1) ?? [],
        );
        expect(places).toEqual(used.flatMap(({ level, pointer }) => [level, pointer]));
        for (const { what } of used) seen.add(what);
      }
    });
    fc.assert(property, { numRuns: 100 });
    expect([...seen].toSorted()).toEqual([
      'body of a format',
      'rule',
      'template',
      'template of a row',
      'values of a row',
    ]);
  }, 120_000);

  const text = (body: string): { body: string; contentType: string } => ({ body, contentType: 'text/plain' });
  const busy = (): unknown => new BusinessException('Busy', { code: 'BUSY', status: 503 });
  const said = (config: Config, headers = {}): readonly string[] =>
    usedBy(busy(), factsWith(headers, {}), compiled(config)).sentences;

  it('are told by where they stand', () => {
    const row = { message: 'Sorry', headers: { 'x-a': 'b' } };
    expect(said({ platform: { errors: { BUSY: row }, templates: { json: '{}' } } })).toEqual([
      'row of the level platform, at /platform/errors/BUSY, sets message, header x-a',
      'body for json of the level platform, at /platform/templates/json',
    ]);
    expect(said({ platform: { rules: [{ order: 1, name: 'night', ...text('x') }] } })).toEqual([
      'rule "night" of the level platform, at /platform/rules/0',
    ]);
    expect(
      said({ locales: { de: { BUSY: { message: 'Bitte warten' } } } }, { 'accept-language': 'de' }),
    ).toEqual(['texts in the language de']);
    expect(said({ platform: { errors: { OTHER: row } } })).toEqual([]);
  });

  it('are worked out once', () => {
    const policy = compiled({ platform: { errors: { BUSY: { message: 'Sorry' } }, template: text('x') } });
    const first = usedBy(busy(), factsWith({}, {}), policy).sentences;
    // What reads the scopes again would find none.
    const place = { ...policy.placeOf(factsWith({}, {})), scopes: [] };
    const error = { code: 'BUSY', name: 'BusinessException', status: 503 };
    const { selection } = usedBy(busy(), factsWith({}, {}), policy).resolution.decided!;
    expect(usedSources({ error, selection: { ...selection!, place }, format: 'json' })).toEqual(first);
    expect(first).toHaveLength(2);
    // A body that none of them has is not told of.
    const foreign = { ...selection!, place, source: { ...selection!.source! } };
    expect(usedSources({ error, selection: foreign, format: 'json' })).toEqual(first.slice(1));
  });

  it('are those of the configuration that was in force, also where another one is now', async () => {
    const sources = { config: { platform: { template: text('x') } }, now: () => 0 };
    const live = createLivePolicy(sources, () => {});
    const facts = factsWith({}, {});
    const plan = compilePlan({ mode: 'release', logger: false, now: () => 0 }, { policy: live });
    const { decided, reply } = resolve(busy(), facts, plan);
    await live.reload({});
    live.close();
    expect(decisionOf(decided!, reply)).toEqual(['template of the level platform, at /platform/template']);
  });

  it.each([undefined, { platform: { errors: { OTHER: { message: 'Sorry' } } } }])(
    'are the default where nothing is said of the error, as in %j',
    (config) => {
      const live = config === undefined ? {} : { policy: { policy: compiled(config) } };
      const plan = compilePlan({ mode: 'release', logger: false, now: () => 0 }, live);
      const { decided, reply } = resolve(busy(), factsWith({}, {}), plan);
      expect(decisionOf(decided!, reply)).toEqual(['the default: no configuration has anything for it']);
    },
  );
});
