/** What answers in a source's place, wherever the source could be asked (R64, R65, D26-D29). */

import { answeredByRows, answeredByTemplates } from './row-answers.ts';
import { outward, type Area } from './areas.ts';
import { inOrder, isCatchAll, type PlacedRule, type RuleSource, type Source } from './sources.ts';
import { firstImplied } from './rule-order.ts';

export interface Shadow {
  readonly by: string;
  /** Why it comes first. */
  readonly why: string;
}

/** A shadow where there is one, after many pauses. */
export type FoundShadow = Generator<undefined, Shadow | undefined>;

/** By what stands at the same level or farther out, which is there wherever the source is. */
export function* shadowOutward(source: Source): FoundShadow {
  return (
    (source.kind === 'rule' ? yield* shadowInList(source) : undefined) ??
    first(outward(source.area), (area) => shadowAround(source, area))
  );
}

/** By what stands nearer, in an area within that of the source. */
export function* shadowInward(source: Source, area: Area): FoundShadow {
  const { scope, formats } = area;
  switch (source.kind) {
    case 'template of a row':
      return rowShadow(answeredByTemplates(source, area));
    case 'template':
      return scope.template === undefined
        ? rowShadow(answeredByTemplates(source, area))
        : { by: `${area.pointer}/template`, why: 'is nearer' };
    case 'rule':
      return (
        levelTemplate(area) ?? rowShadow(answeredByRows(source, area)) ?? (yield* nearerRule(source, area))
      );
    default:
      return formats?.[source.format] === undefined
        ? bodyShadow(source, area)
        : { by: `${area.pointer}/templates/${source.format}`, why: 'is nearer' };
  }
}

function shadowAround(source: Source, area: Area): Shadow | undefined {
  const isOwn = area === source.area;
  switch (source.kind) {
    case 'template of a row':
      return undefined;
    case 'template':
      return rowShadow(answeredByTemplates(source, area));
    case 'rule': {
      // Rows of the same level have their rules asked before those of the level.
      const answered = isOwn && source.key === undefined ? answeredByRows : answeredByTemplates;
      return levelTemplate(area) ?? rowShadow(answered(source, area));
    }
    default:
      return bodyShadow(source, area);
  }
}

/** Bodies of formats are used where there is nothing else. */
function bodyShadow(source: Source, area: Area): Shadow | undefined {
  const rules = inOrder(area.scope.rules, `${area.pointer}/rules`);
  const rule = rules.find((placed) => isCatchAll(placed.rule));
  return (
    levelTemplate(area) ??
    (rule && { by: rule.pointer, why: 'has no condition' }) ??
    rowShadow(answeredByRows(source, area))
  );
}

function levelTemplate({ scope, pointer }: Area): Shadow | undefined {
  if (scope.template === undefined) return undefined;
  return { by: `${pointer}/template`, why: 'is for all of its level, and comes before every rule' };
}

function rowShadow(by: string | undefined): Shadow | undefined {
  return by === undefined ? undefined : { by, why: 'is for the same errors' };
}

function* shadowInList({ list, index, rule, area }: RuleSource): FoundShadow {
  return ruleShadow(yield* firstImplied(list, rule, index, area.expressions));
}

function* nearerRule({ rule }: RuleSource, { scope, pointer, expressions }: Area): FoundShadow {
  const list = inOrder(scope.rules, `${pointer}/rules`);
  return ruleShadow(yield* firstImplied(list, rule, list.length, expressions));
}

function ruleShadow(found: PlacedRule | undefined): Shadow | undefined {
  if (found === undefined) return undefined;
  const why = isCatchAll(found.rule) ? 'has no condition' : 'holds whenever this one does';
  return { by: found.pointer, why: `is asked first, and ${why}` };
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
