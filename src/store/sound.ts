import type { OccurrenceSummary } from './store.ts';

const TEXTS = ['id', 'correlationId', 'code', 'fault', 'name', 'message', 'fingerprint'] as const;
const OPTIONAL = ['api', 'route', 'path', 'release'] as const;

/**
 * That nothing which is compared, counted or searched for can be of another kind than its column: what was put, or read
 * back from a disk, may break the rules of its type, and no later attempt to store it would succeed.
 */
export function isSound(summary: OccurrenceSummary): boolean {
  return (
    Number.isSafeInteger(summary.at) &&
    Number.isSafeInteger(summary.status) &&
    TEXTS.every((key) => typeof summary[key] === 'string') &&
    OPTIONAL.every((key) => summary[key] === undefined || typeof summary[key] === 'string')
  );
}
