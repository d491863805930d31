import type { Family } from '../family.ts';
import { busboy } from './busboy.ts';
import { fastifyMultipart } from './fastify-multipart.ts';
import { fastifyStatic } from './fastify-static.ts';
import { multer } from './multer.ts';
import { nodeSystem } from './node-system.ts';
import { send } from './send.ts';

export const files: readonly Family[] = [multer, busboy, fastifyMultipart, send, fastifyStatic, nodeSystem];
