import type { Family } from '../family.ts';
import { csrf } from './csrf.ts';
import { expressJwt } from './express-jwt.ts';
import { fastifyJwt } from './fastify-jwt.ts';
import { jose } from './jose.ts';
import { jsonwebtoken } from './jsonwebtoken.ts';

export const tokens: readonly Family[] = [jsonwebtoken, expressJwt, jose, fastifyJwt, csrf];
