/** Single members of conditions: whether one holds whenever another one does. */

import { isWithin, parseNetwork } from '../../rules/address.ts';
import { compileExpected } from '../../rules/expected.ts';
import type { Expressions } from '../../rules/expression/expressions.ts';
import { listOf } from '../../rules/list.ts';
import { parseMediaType, parseRange } from '../../rules/media-type.ts';
import { methodsOf } from '../../rules/methods.ts';
import { createCoverings } from './covering.ts';
import type { Report } from '../../policy.ts';
import type { Condition, Expected, OneOrMore } from '../shapes.ts';

type Name = 'api' | 'code' | 'contentType' | 'header' | 'ip' | 'method' | 'path' | 'query' | 'status';

export const MEMBERS: readonly Name[] = [
  'api',
  'code',
  'contentType',
  'header',
  'ip',
  'method',
  'path',
  'query',
  'status',
];

type Tests = { readonly [N in Name]: Test<NonNullable<Condition[N]>> };
type Test<T> = (stronger: T, weaker: T, expressions: Expressions) => boolean;

/** Whether the stronger condition's member implies the weaker one's of that name, which must be there. */
export function impliesMember(
  stronger: Condition,
  weaker: Condition,
  name: Name,
  expressions: Expressions,
): boolean {
  const given = stronger[name];
  // One name, and so the type of its test.
  const test = TESTS[name] as Test<unknown>;
  return given !== undefined && test(given, weaker[name], expressions);
}

const contains: Test<OneOrMore<string>> = (stronger, weaker) => {
  const values = new Set(listOf(weaker));
  return listOf(stronger).every((value) => values.has(value));
};

type Named = readonly (readonly [name: string, expected: Expected])[];

const headers: Test<Readonly<Record<string, Expected>>> = (stronger, weaker, expressions) =>
  areExpected(inLowerCase(stronger), inLowerCase(weaker), expressions);

const parameters: Test<Readonly<Record<string, Expected>>> = (stronger, weaker, expressions) =>
  areExpected(Object.entries(stronger), Object.entries(weaker), expressions);

const areExpected: Test<Named> = (stronger, weaker, expressions) =>
  weaker.every(([wanted, expected]) =>
    stronger.some(([name, given]) => name === wanted && isExpected(given, expected, expressions)),
  );

const isExpected: Test<Expected> = (stronger, weaker, expressions) => {
  if (typeof stronger === 'object' && 'matches' in stronger) {
    return typeof weaker === 'object' && 'matches' in weaker && weaker.matches === stronger.matches;
  }
  const holds = compileExpected(weaker, '', '', ignore, expressions);
  return listOf(stronger).every((value) => holds(value));
};

const networks: Test<OneOrMore<string>> = (stronger, weaker) => {
  const around = listOf(weaker).map(parseNetwork);
  return listOf(stronger).every((text) => {
    const inner = parseNetwork(text)!;
    return around.some((outer) => outer!.bits <= inner.bits && isWithin(inner.address, outer!));
  });
};

const mediaTypes: Test<OneOrMore<string>> = (stronger, weaker) =>
  listOf(stronger).every((given) => {
    const media = given.includes('*') ? undefined : parseMediaType(given);
    return listOf(weaker).some(
      (range) =>
        range.toLowerCase() === given.toLowerCase() || (media !== undefined && parseRange(range)!(media)),
    );
  });

const methods: Test<OneOrMore<string>> = (stronger, weaker) => {
  const taken = methodsOf(listOf(weaker))!;
  return [...methodsOf(listOf(stronger))!].every((name) => taken.has(name));
};

const paths: Test<OneOrMore<string>> = (stronger, weaker) => {
  const coverings = createCoverings();
  for (const pattern of listOf(weaker)) coverings.add({ pointer: '', pattern });
  return listOf(stronger).every((pattern) => coverings.find(pattern) !== undefined);
};

const statuses: Test<OneOrMore<number | string>> = (stronger, weaker) => {
  const taken = new Set(listOf(weaker).map((value) => String(value).toLowerCase()));
  return listOf(stronger).every((value) => {
    const text = String(value).toLowerCase();
    return taken.has(text) || taken.has(`${text.charAt(0)}xx`);
  });
};

const TESTS: Tests = {
  api: contains,
  code: contains,
  contentType: mediaTypes,
  header: headers,
  ip: networks,
  method: methods,
  path: paths,
  query: parameters,
  status: statuses,
};

/** One header may be named twice, in different cases. */
function inLowerCase(named: Readonly<Record<string, Expected>>): Named {
  return Object.entries(named).map(([name, expected]) => [name.toLowerCase(), expected]);
}

/** The configuration was compiled without a fault before. */
const ignore: Report = () => {};
