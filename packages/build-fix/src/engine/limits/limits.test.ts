import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readLimits } from './read-limits.js';
import { scratchPlace } from './scratch-place.js';

const GIB = 2 ** 30;
const machine = { processors: 16, memory: 64 * GIB };
let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'build-fix-limits-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

it.each([
  ['nothing, on a machine without cgroups', {}, 16, 64],
  [
    'no limit',
    { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': 'max 100000\n', 'sys/fs/cgroup/memory.max': 'max\n' },
    16,
    64,
  ],
  [
    'version 2',
    {
      'proc/self/cgroup': '0::/\n',
      'sys/fs/cgroup/cpu.max': '250000 100000\n',
      'sys/fs/cgroup/memory.max': `${4 * GIB}\n`,
    },
    2,
    4,
  ],
  [
    'the outer of two groups',
    {
      'proc/self/cgroup': '0::/build.slice/job.scope\n',
      'sys/fs/cgroup/build.slice/cpu.max': '300000 100000',
      'sys/fs/cgroup/build.slice/job.scope/cpu.max': 'max 100000',
      'sys/fs/cgroup/build.slice/job.scope/memory.max': `${2 * GIB}`,
    },
    3,
    2,
  ],
  [
    'version 1',
    {
      'proc/self/cgroup': '7:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n0::/\n',
      'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000',
      'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': `${GIB}`,
    },
    1,
    1,
  ],
  [
    'version 1 without limits',
    {
      'proc/self/cgroup': '7:memory:/\n4:cpu,cpuacct:/\n',
      'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1',
      'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712',
    },
    16,
    64,
  ],
  [
    'what is no number',
    { 'proc/self/cgroup': 'x\n0::/\n', 'sys/fs/cgroup/cpu.max': '\n', 'sys/fs/cgroup/memory.max': '?' },
    16,
    64,
  ],
])('reads %s', (_, files, concurrency, gib) => {
  write(files as Record<string, string>);
  expect(readLimits({}, { root, ...machine })).toEqual({ concurrency, memory: gib * GIB });
});

it('takes what is given', () => {
  expect(readLimits({ concurrency: 3 }, { root, ...machine })).toEqual({ concurrency: 3, memory: 64 * GIB });
  expect(readLimits().concurrency).toBeGreaterThanOrEqual(1);
});

it('makes a scratch copy in memory only where it fits and programs run', () => {
  const place = (options: string, facts: { room?: number; freeMemory?: number } = {}) =>
    scratchPlace(100, {
      memoryFolder: root,
      mounts: `tmpfs ${root} ${options} 0 0\n`,
      room: 1000,
      freeMemory: 1000,
      ...facts,
    });
  expect(place('tmpfs rw,nosuid')).toBe(root);
  expect(place('tmpfs rw,noexec')).toBe(os.tmpdir());
  expect(place('ext4 rw')).toBe(os.tmpdir());
  expect(place('tmpfs rw', { room: 99 })).toBe(os.tmpdir());
  expect(place('tmpfs rw', { freeMemory: 399 })).toBe(os.tmpdir());
  expect(scratchPlace(100, { memoryFolder: root, mounts: '' })).toBe(os.tmpdir());
  expect(scratchPlace(Number.MAX_SAFE_INTEGER)).toBe(os.tmpdir());
});
