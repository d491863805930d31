import type { Family } from '../family.ts';
import { repeatable } from '../retryable.ts';
import { connection } from './connection.ts';
import { drizzle } from './drizzle.ts';
import { knex } from './knex.ts';
import { mongodb } from './mongodb.ts';
import { mongoose } from './mongoose.ts';
import { mysql } from './mysql.ts';
import { nodeRedis } from './node-redis.ts';
import { postgres } from './postgres.ts';
import { prisma } from './prisma.ts';
import { redis } from './redis.ts';
import { sequelize } from './sequelize.ts';
import { sqlite } from './sqlite.ts';
import { typeorm } from './typeorm.ts';

/** Wrappers before the drivers whose errors they hold. */
export const databases: readonly Family[] = [
  prisma,
  sequelize,
  typeorm,
  mongoose,
  knex,
  drizzle,
  postgres,
  mysql,
  sqlite,
  mongodb,
  redis,
  nodeRedis,
  connection,
].map(repeatable);
