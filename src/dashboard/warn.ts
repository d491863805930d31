/** Tells operators what goes wrong in a dashboard itself, once each. */

const MAX_TOLD = 100;

const told = new Set<string>();

/** As a warning of the process. Never throws. */
export function warn(message: string): void {
  if (told.has(message) || told.size >= MAX_TOLD) return;
  told.add(message);
  globalThis.process?.emitWarning?.(`faultline/dashboard: ${message}`, 'FaultlineWarning');
}
