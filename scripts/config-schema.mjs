/**
 * `src/config/validate.cjs` from `schema.json`: the schema as code, by ajv. So the package needs no ajv,
 * loads the check within milliseconds, and runs where code must not be made from strings.
 * `node scripts/config-schema.mjs` brings the file up to date; a test keeps it so.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const SCHEMA = 'schema.json';
const VALIDATOR = 'src/config/validate.cjs';
const HEAD = '// Written by scripts/config-schema.mjs from schema.json.\n/* eslint-disable */\n';

/** Each has a function of its own, which leaves the others in it out: `src/config/parts.ts` goes through them. */
const PARTS = ['group', 'api', 'route', 'row', 'rule', 'locale'];

/** What is for editors only. */
const ANNOTATIONS = new Set(['title', 'description', 'default']);

export function validatorSource() {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    // Errors then carry the schema with its `errorMessage`, and the value.
    verbose: true,
    messages: false,
    // Lengths in UTF-16 units, and patterns without the flag `u`: neither needs ajv at run time.
    unicode: false,
    unicodeRegExp: false,
    inlineRefs: 3,
    code: { source: true, lines: true, optimize: 1 },
    logger: false,
  });
  ajv.addKeyword('errorMessage');
  ajv.addSchema(slim(schema, schema.definitions), 'config');
  const functions = PARTS.map((part) => [part, `config#/definitions/${part}`]);
  const code = standalone.default(ajv, { config: 'config', ...Object.fromEntries(functions) });
  if (code.includes('require(')) throw new Error('The validator needs a module at run time.');
  return HEAD + code;
}

/** Without annotations and parts; what is given by reference has the message of its definition beside the reference. */
function slim(node, definitions, isSchema = true) {
  if (Array.isArray(node)) return node.map((item) => slim(item, definitions));
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.entries(node)
    .filter(([name, value]) => !isSchema || !(ANNOTATIONS.has(name) || isListOfParts(name, value)))
    // The members of these two are named by the configuration, not by JSON Schema.
    .map(([name, value]) => {
      return [name, slim(value, definitions, !isSchema || !['properties', 'definitions'].includes(name))];
    });
  const slimmed = Object.fromEntries(members);
  const { errorMessage } = definitions[definitionOf(node)] ?? {};
  return errorMessage === undefined ? slimmed : { ...slimmed, errorMessage };
}

function isListOfParts(name, value) {
  return (name === 'items' || name === 'additionalProperties') && PARTS.includes(definitionOf(value));
}

function definitionOf(schema) {
  return schema.$ref?.replace('#/definitions/', '');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(VALIDATOR, validatorSource());
