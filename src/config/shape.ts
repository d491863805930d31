/** Whether data has the shape of a configuration: `schema.json`, compiled ahead, and its errors in plain words. */

import { FaultlineError, show } from '../codes.ts';
import { once } from '../once.ts';
import { partsOf, type Part } from './parts.ts';
import { member } from './pointer.ts';
import { suggest } from './suggest.ts';
import type { Report } from '../policy.ts';

/** What is used of an error of ajv. */
interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: SchemaPart;
  readonly data: unknown;
  /** Says that the error is within another one, of `propertyNames`. */
  readonly propertyName?: string;
}

interface SchemaPart {
  readonly errorMessage: string;
  readonly properties: Readonly<Record<string, SchemaPart>>;
  readonly propertyNames: SchemaPart;
}

interface Validate {
  (data: unknown, place: { readonly instancePath: string }): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

/** Yields often. Where nothing is reported, the data is a `Config`. */
export function* checkShape(data: unknown, report: Report): Generator<void, void> {
  const functions = validators();
  for (const { kind, value, pointer } of partsOf(data)) {
    const validate = functions[kind];
    validate(value, { instancePath: pointer });
    // The next part, or another load meanwhile, puts others there.
    const errors = validate.errors ?? [];
    yield;
    for (const error of errors) {
      if (error.propertyName === undefined) explain(error, report);
      yield;
    }
  }
}

/** @throws FaultlineError where nothing can be loaded beside this file */
const validators: () => Readonly<Record<Part['kind'], Validate>> = once(() => {
  try {
    const require = globalThis.process.getBuiltinModule('node:module').createRequire(import.meta.url);
    return require('./validate.cjs') as Readonly<Record<Part['kind'], Validate>>;
  } catch {
    throw new FaultlineError(
      'FLT_CONFIG_UNAVAILABLE',
      'This runtime cannot load the check of configurations; where the application is bundled, mark "faultline" as external.',
    );
  }
});

function explain({ instancePath, keyword, params, parentSchema, data }: SchemaError, report: Report): void {
  switch (keyword) {
    case 'additionalProperties':
      return unknownMember(instancePath, String(params['additionalProperty']), parentSchema, report);
    case 'required': {
      const missing = String(params['missingProperty']);
      return report(
        instancePath,
        `has no ${show(missing)}`,
        cureOfMissing(parentSchema.properties[missing]!),
      );
    }
    case 'propertyNames': {
      const name = String(params['propertyName']);
      // Told when the text was read.
      if (name === '__proto__') return undefined;
      return report(
        member(instancePath, name),
        'has a name that cannot be',
        parentSchema.propertyNames.errorMessage,
      );
    }
    default:
      return report(instancePath, received(keyword, data), parentSchema.errorMessage);
  }
}

function unknownMember(pointer: string, name: string, schema: SchemaPart, report: Report): void {
  if (name === '__proto__') return;
  report(member(pointer, name), 'is unknown here', suggest(name, Object.keys(schema.properties)));
}

/** What may be anything has no message of its own. */
function cureOfMissing(schema: SchemaPart): string {
  return schema.errorMessage ?? 'give a text, or JSON';
}

function received(keyword: string, data: unknown): string {
  if (keyword === 'minItems') return 'is an empty array';
  if (keyword === 'maxLength') return `has ${String(data).length} characters`;
  return `is ${show(data)}`;
}
