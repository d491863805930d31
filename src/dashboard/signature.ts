/** What forms carry so that only pages of this dashboard can send them. */

export interface Signer {
  /** A token for a purpose; it holds until the end of the next day, in UTC. */
  sign(purpose: Purpose, now: number): Promise<string>;
  /** Takes as long whatever is wrong with it. */
  isSigned(token: string, purpose: Purpose, now: number): Promise<boolean>;
}

/** A token of one person, or for one path, is of no use to another. */
export interface Purpose {
  readonly user: string | undefined;
  readonly path: string;
}

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const DAY = 86_400_000;
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const TOKEN = /^[0-9a-f]{64}$/;

/** @param secret what other hosts sign with too; without one, only this process knows the key */
export function createSigner(secret: string | undefined): Signer {
  let made: Promise<Key> | undefined;
  const key = (): Promise<Key> => (made ??= keyOf(secret));

  return {
    async sign(purpose, now) {
      const signature = await crypto.subtle.sign(HMAC.name, await key(), textOf(purpose, dayOf(now)));
      return Buffer.from(signature).toString('hex');
    },
    async isSigned(token, purpose, now) {
      if (!TOKEN.test(token)) return false;
      const given = Buffer.from(token, 'hex');
      const today = dayOf(now);
      const checks = [today, today - 1].map(async (day) =>
        crypto.subtle.verify(HMAC.name, await key(), given, textOf(purpose, day)),
      );
      return (await Promise.all(checks)).includes(true);
    },
  };
}

function keyOf(secret: string | undefined): Promise<Key> {
  const bytes =
    secret === undefined ? crypto.getRandomValues(new Uint8Array(32)) : new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign', 'verify']);
}

function dayOf(now: number): number {
  return Math.floor(now / DAY);
}

/** As JSON, in which no part can pass for another. */
function textOf({ user, path }: Purpose, day: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(['faultline dashboard', day, user ?? null, path]));
}
