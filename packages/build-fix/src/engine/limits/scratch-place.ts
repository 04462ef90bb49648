import { accessSync, constants, readFileSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readLimits } from './read-limits.js';

/** What is known of the machine's memory file system; a test gives its own. */
export interface PlaceFacts {
  /** Default `/dev/shm`. */
  memoryFolder?: string;
  /** The lines of `/proc/mounts`. */
  mounts?: string;
  /** Bytes that the file system still takes. */
  room?: number;
  /** Bytes of memory that are free. */
  freeMemory?: number;
}

/** Of the memory that is free, a copy takes no more: the tools that check it need the rest. */
const SHARE_OF_MEMORY = 0.25;

/**
 * Where a scratch copy is made: on a memory file system where there is one, from which programs can be run, with room for
 * it; else in the folder for temporary files. Linux alone has one without being asked.
 *
 * @param bytes size of the copy, with what will be written into it
 */
export function scratchPlace(bytes: number, facts: PlaceFacts = {}): string {
  const { memoryFolder = '/dev/shm', mounts = readMounts() } = facts;
  if (!allowsPrograms(mounts, memoryFolder)) return os.tmpdir();
  try {
    accessSync(memoryFolder, constants.W_OK);
    const room = facts.room ?? roomOf(memoryFolder);
    const memory = facts.freeMemory ?? freeMemory();
    return bytes <= room && bytes <= memory * SHARE_OF_MEMORY ? memoryFolder : os.tmpdir();
  } catch {
    return os.tmpdir();
  }
}

/** Whether a folder is a memory file system of its own that runs programs: containers often mount it `noexec`. */
function allowsPrograms(mounts: string, folder: string): boolean {
  const mount = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, place]) => place === folder);
  const [, , type, options = ''] = mount ?? [];
  return type === 'tmpfs' && !options.split(',').some((option) => option === 'noexec' || option === 'ro');
}

function roomOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** What the machine has free, and what the container leaves of its own limit. */
function freeMemory(): number {
  const { memory } = readLimits();
  return Math.min(availableMemory(), memory - process.memoryUsage.rss());
}

/** Node's own figure leaves out the memory that caches would give back. */
function availableMemory(): number {
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(readText('/proc/meminfo'))?.[1];
  return kilobytes === undefined ? os.freemem() : Number(kilobytes) * 1024;
}

function readMounts(): string {
  return process.platform === 'linux' ? readText(path.join('/proc', 'mounts')) : '';
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
