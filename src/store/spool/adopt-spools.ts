import { lstatSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { appendAnnounced, hasAnnounced } from './announced.ts';
import { beat, isStale, keepBeating } from './heartbeat.ts';
import { lifeOf, ownerText, thisOwner, type Owner } from './owner.ts';
import { placeOf, placesIn, type Place } from './place.ts';
import { bytesIn, removeSpool } from './segments.ts';
import type { AdoptedSpool } from './spool.ts';

/**
 * Makes spools this process's own that have lines in them and whose owner closed them or is dead, oldest first: at once
 * where it ran on this system, else when it gave no sign of life for a minute. Of several processes one gets each.
 * From then on they belong to this process, all its threads: whoever adopted one reads it, and calls `release`
 * or `close`. Never throws. To be called at the start, and once a minute.
 *
 * A process that was taken for dead and was only held up notices that with its next line (`SPOOL_GONE`); each line that
 * it had got through before is read by the adopter.
 */
export function adoptSpools(directory: string): readonly AdoptedSpool[] {
  const own = thisOwner();
  return placesIn(directory).flatMap((place) => {
    try {
      return isFree(directory, place, own) ? adopted(place, own) : [];
    } catch {
      // Another process was faster, or it is not ours to take.
      return [];
    }
  });
}

function isFree(directory: string, { path, state, owner }: Place, own: Owner): boolean {
  // What another user put here is not read.
  if (process.getuid !== undefined && lstatSync(path).uid !== process.getuid()) return false;
  if (state === 'left') return true;
  const life = lifeOf(owner, own);
  return life === 'unknown' ? isStale(directory, path) : life === 'gone';
}

function adopted({ path, id }: Place, own: Owner): readonly AdoptedSpool[] {
  if (bytesIn(path) === 0 && !hasAnnounced(path)) {
    removeSpool(path);
    return [];
  }
  // Before it is ours: after the rename others look at our heartbeat.
  beat(path);
  const place = placeOf(dirname(path), id, 'kept', ownerText(own));
  renameSync(path, place.path);
  appendAnnounced(place.path);
  keepBeating(place.path);
  return [{ id, path: place.path }];
}
