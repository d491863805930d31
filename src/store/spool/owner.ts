/** Whose a spool is, and whether that process still runs. */

import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from './spool-error.ts';

export interface Owner {
  /** Where its `pid` means something: the running system and its namespace of processes. */
  readonly machine: string;
  readonly pid: number;
  /** When it was started, in ticks since the system was: numbers of processes are used again. 0 where nobody can tell. */
  readonly start: number;
}

/** `gone` and `running` are certain; `unknown` is asked of the heartbeat. */
export type Life = 'gone' | 'running' | 'unknown';

/** This process, whatever the thread. */
export function thisOwner(): Owner {
  const start = startOf('self') ?? 0;
  const machine = start === 0 ? undefined : linuxMachine();
  return machine === undefined
    ? { machine: `host_${hostname().replace(/\W/g, '_').slice(0, 64)}`, pid: process.pid, start: 0 }
    : { machine, pid: process.pid, start };
}

export function ownerText({ machine, pid, start }: Owner): string {
  return `${machine}.${pid}.${start}`;
}

/** Of the owner that a text of `ownerText` names, as this process sees it. */
export function lifeOf(text: string, own: Owner): Life {
  const [machine, pid, start] = text.split('.');
  if (machine !== own.machine) return 'unknown';
  if (own.start === 0) return isNumberInUse(Number(pid)) ? 'unknown' : 'gone';
  const seen = startOf(Number(pid));
  if (seen === undefined) return 'unknown';
  return seen === Number(start) ? 'running' : 'gone';
}

/** The boot and the namespace: containers have the same numbers, and may have the same host name. */
function linuxMachine(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    const namespace = readlinkSync('/proc/self/ns/pid');
    return `linux_${`${boot}_${namespace}`.replace(/[^\da-z_]/gi, '')}`;
  } catch {
    return undefined;
  }
}

/** 0: there is no such process, or it ended and was not waited for. `undefined`: it cannot be told now. */
function startOf(pid: number | 'self'): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name, in parentheses, may hold anything; behind it stand the state, and as the 20th the start.
    const values = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return /[XZ]/.test(values[0]!) ? 0 : Number(values[19]);
  } catch (error) {
    return ['ENOENT', 'ESRCH'].includes(codeOf(error)) ? 0 : undefined;
  }
}

function isNumberInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}
