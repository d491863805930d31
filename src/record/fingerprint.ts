/** Which bug an occurrence is of: the same for other data, other hosts and the next release. */

import type { RecordedError } from './error.ts';
import { ownFramesOf, type OwnFrames } from './frames.ts';
import { hash64 } from './hash64.ts';
import { placesHere } from './places.ts';
import type { RecordedRequest } from './request.ts';
import { skeletonOf, tells } from './skeleton.ts';
import type { Places } from './source-file.ts';

/** What is looked at of an occurrence. */
export interface Fingerprinted {
  readonly error: RecordedError;
  readonly causes?: readonly RecordedError[];
  readonly request?: Pick<RecordedRequest, 'method' | 'route'>;
}

/** Never throws. */
export type Fingerprint = (occurrence: Fingerprinted, code?: string) => string;

const MAX_CAUSES = 8;

/**
 * Makes the function that tells bugs apart: by class, code and the application's own frames of the error and what caused
 * it. Words of a message count only where there are no such frames and no code; the port of a service, or the call of the
 * system that failed, where there is a code and no such frames; and the route only where nothing else tells, which such a
 * call does not. 16 hexadecimal digits, the same in all processes.
 * @param places where files may stand; by default the folder that this library is installed in, or the process runs in
 */
export function createFingerprint(places?: Places): Fingerprint {
  let here = places;
  const known = new Map<string, OwnFrames>();
  let size = 0;
  const skeletons = new Map<string, string>();

  function framesOf(stack: string | undefined): OwnFrames | undefined {
    if (stack === undefined) return undefined;
    const found = known.get(stack);
    if (found !== undefined) return found;
    const { nearest, recurring, isNamed } = ownFramesOf(stack, (here ??= placesHere()));
    const frames = { nearest: shortened(nearest), recurring: shortened(recurring), isNamed };
    size += stack.length;
    if (size > MAX_KNOWN) {
      known.clear();
      size = stack.length;
    }
    // A copy: a slice would keep the whole text that it was cut from, message included.
    known.set(` ${stack}`.slice(1), frames);
    return frames;
  }

  function wordsOf(message: string): string {
    const found = skeletons.get(message);
    if (found !== undefined) return found;
    const skeleton = skeletonOf(message);
    if (message.length > MAX_KNOWN_MESSAGE) return skeleton;
    if (skeletons.size >= MAX_KNOWN_MESSAGES) skeletons.clear();
    skeletons.set(message, skeleton);
    return skeleton;
  }

  /**
   * What one error says of the bug.
   * @param isPlaced whether it, or another one of the same failure, has frames of the application
   */
  function partOf(
    error: RecordedError,
    code: string | undefined,
    frames: OwnFrames | undefined,
    isPlaced: boolean,
  ): Part {
    const kind = `${nameOf(error)}\n${code ?? ''}`;
    if (hasOwn(frames)) {
      const where =
        frames.recurring !== '' && OVERFLOW.test(error.message) ? frames.recurring : frames.nearest;
      return { text: `${kind}\n${where}`, isClear: frames.isNamed };
    }
    if (code === undefined) {
      const skeleton = wordsOf(error.message);
      return { text: `${kind}\n${skeleton}`, isClear: tells(skeleton) };
    }
    // Services that are gone have no other name: the address may be any of several.
    const port = error.properties?.['port'];
    const call = error.properties?.['syscall'];
    if (port !== undefined || call === undefined || isPlaced)
      return { text: `${kind}\n${port ?? ''}`, isClear: true };
    // Whoever opens a file that is missing gets the same error. Calls that start a program have its name in theirs.
    return { text: `${kind}\n${wordsOf(String(call))}`, isClear: false };
  }

  return ({ error, causes = [], request }, code) => {
    const frames = framesOf(error.stack);
    const framesBeneath = causes.map(({ stack }) => framesOf(stack));
    const isPlaced = hasOwn(frames) || framesBeneath.some(hasOwn);
    const own = partOf(error, error.code ?? code, frames, isPlaced);
    let { isClear, text } = own;
    // Each once and in order: how many there are, and which came first, is chance.
    const beneath = new Set<string>();
    for (const [index, cause] of causes.entries()) {
      const part = partOf(cause, cause.code, framesBeneath[index], isPlaced);
      isClear ||= part.isClear;
      if (beneath.size < MAX_CAUSES) beneath.add(part.text);
    }
    for (const part of [...beneath].toSorted()) text += `\n\n${part}`;
    return hash64(isClear ? text : `${text}\n\n${placeOf(error, request)}`);
  };
}

interface Part {
  readonly text: string;
  /** It tells one bug from others. */
  readonly isClear: boolean;
}

function hasOwn(frames: OwnFrames | undefined): frames is OwnFrames {
  return frames !== undefined && frames.nearest !== '';
}

/** Cheaper to hash again than the frames themselves. */
function shortened(frames: string): string {
  return frames === '' ? '' : hash64(frames);
}

/** Characters of all stacks that are known. */
const MAX_KNOWN = 524_288;
const MAX_KNOWN_MESSAGE = 256;
const MAX_KNOWN_MESSAGES = 1000;

const OVERFLOW = /call stack|too much recursion/;

/** Some put data into names. */
function nameOf({ type, name }: RecordedError): string {
  const shown = type ?? name;
  return /^[\w$]*$/.test(shown) ? shown : skeletonOf(shown);
}

/** Functions without a name are most often the handlers of routes. */
function placeOf({ message }: RecordedError, request: Fingerprinted['request']): string {
  return request?.route === undefined ? skeletonOf(message) : `${request.method} ${request.route}`;
}
