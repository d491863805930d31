/**
 * The code that only configurations need. In the published package it is a file of its own, which is loaded when one
 * of these is first called: see `scripts/build.mjs`.
 */

export { considerSources } from './explain.ts';
export { openPolicy } from './open.ts';
export { usedSources } from './used.ts';
