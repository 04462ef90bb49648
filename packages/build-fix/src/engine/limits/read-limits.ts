import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What this process may use. */
export interface Limits {
  /** How many things may run at once; at least 1. */
  concurrency: number;
  /** Bytes. */
  memory: number;
}

/** What is known of the machine; a test gives its own. */
export interface MachineFacts {
  /** Where `/proc` and `/sys` are. Default `/`. */
  root?: string;
  processors?: number;
  memory?: number;
}

/**
 * How much may run at once, and in how much memory: what is given, else the least of the machine's and of the limits
 * that its container sets (cgroup, version 1 or 2).
 *
 * @param given by the user; wins
 */
export function readLimits(given: Partial<Limits> = {}, machine: MachineFacts = {}): Limits {
  const { root = '/', processors = os.availableParallelism(), memory = os.totalmem() } = machine;
  const container = readContainerLimits(root);
  return {
    concurrency: Math.max(1, Math.floor(given.concurrency ?? Math.min(processors, container.processors))),
    memory: given.memory ?? Math.min(memory, container.memory),
  };
}

interface ContainerLimits {
  /** May be a fraction. */
  processors: number;
  memory: number;
}

/** `Infinity` where nothing is limited: outside of containers, and on systems without cgroups. */
function readContainerLimits(root: string): ContainerLimits {
  const limits: ContainerLimits = { processors: Infinity, memory: Infinity };
  for (const line of readText(path.join(root, 'proc/self/cgroup')).split('\n')) {
    // `0::/a/b` of version 2, `4:cpu,cpuacct:/a/b` of version 1.
    const [, controllers, group] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === undefined || group === undefined) continue;
    for (const { controller, folder, read } of READERS) {
      if (!controllers.split(',').includes(controller)) continue;
      for (const place of placesOf(path.join(root, 'sys/fs/cgroup', folder), group)) take(limits, read(place));
    }
  }
  return limits;
}

/** By the name that a line of `/proc/self/cgroup` has for it; version 2 has none. */
const READERS: readonly { controller: string; folder: string; read(place: string): Partial<ContainerLimits> }[] = [
  {
    controller: '',
    folder: '',
    read: (place) => {
      const [quota, period] = numbersOf(path.join(place, 'cpu.max'));
      return { processors: quota / period, memory: numbersOf(path.join(place, 'memory.max'))[0] };
    },
  },
  {
    controller: 'cpu',
    folder: 'cpu',
    read: (place) => ({
      processors:
        numbersOf(path.join(place, 'cpu.cfs_quota_us'))[0] / numbersOf(path.join(place, 'cpu.cfs_period_us'))[0],
    }),
  },
  {
    controller: 'memory',
    folder: 'memory',
    read: (place) => ({ memory: numbersOf(path.join(place, 'memory.limit_in_bytes'))[0] }),
  },
];

/** A group and those around it, each of which may limit it. In a container the outermost is all that can be seen. */
function placesOf(base: string, group: string): string[] {
  const parts = group.split('/').filter((part) => part !== '' && part !== '..');
  return [base, ...parts.map((_, index) => path.join(base, ...parts.slice(0, index + 1)))];
}

/** `max`, `-1` and what is missing limit nothing. */
function take(limits: ContainerLimits, { processors, memory }: Partial<ContainerLimits>): void {
  if (processors !== undefined && processors > 0) limits.processors = Math.min(limits.processors, processors);
  if (memory !== undefined && memory > 0) limits.memory = Math.min(limits.memory, memory);
}

function numbersOf(file: string): [number, number] {
  const [first = Number.NaN, second = Number.NaN] = readText(file).trim().split(/\s+/).map(Number);
  return [first, second];
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
