import type { Family } from '../family.ts';
import { ajv } from './ajv.ts';
import { arktype } from './arktype.ts';
import { celebrate } from './celebrate.ts';
import { classValidator } from './class-validator.ts';
import { expressOpenapiValidator } from './express-openapi-validator.ts';
import { expressValidator } from './express-validator.ts';
import { joi } from './joi.ts';
import { standardSchema } from './standard-schema.ts';
import { valibot } from './valibot.ts';
import { yup } from './yup.ts';
import { zod } from './zod.ts';

/** Libraries that check requests; all speak the vocabulary of `rules.ts`. */
export const validators: readonly Family[] = [
  ajv,
  zod,
  valibot,
  arktype,
  standardSchema,
  joi,
  celebrate,
  yup,
  classValidator,
  expressValidator,
  expressOpenapiValidator,
];
