import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ManifestFiles } from '../manifests/index.js';
import { createLockReader, readPythonLock } from './read-lock.js';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));

/** Files of a made-up workspace. */
function memory(files: Record<string, string>): ManifestFiles & { reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    read: (file) => {
      reads.push(file);
      return files[file] === undefined ? undefined : Buffer.from(files[file], 'latin1');
    },
    exists: (file) => files[file] !== undefined,
    list: () => [],
  };
}

const member = (root: string): string =>
  `version = 1\n\n[[package]]\nname = "${root}"\nsource = { editable = "${root}" }\n`;

describe('readPythonLock', () => {
  it('finds the lock of the workspace above that has the project as a member', () => {
    expect(readPythonLock(fixtures, 'uv-workspace/packages/lib-a')).toMatchObject({
      kind: 'uv',
      file: 'uv-workspace/uv.lock',
    });
    expect(readPythonLock(fixtures, 'uv-workspace/packages/stranger')).toBeUndefined();
  });

  it("finds a project's own lock first", () => {
    expect(readPythonLock(fixtures, 'poetry/app-legacy')?.file).toBe('poetry/app-legacy/poetry.lock');
    const files = memory({ 'a/uv.lock': 'version = 1\n', 'uv.lock': member('a') });
    expect(readPythonLock('/', 'a', files)?.file).toBe('a/uv.lock');
  });

  it('passes over locks above that do not know the project', () => {
    const files = memory({ 'x/uv.lock': member('b'), 'uv.lock': member('x/a') });
    expect(readPythonLock('/', 'x/a', files)?.file).toBe('uv.lock');
  });

  it('gives a broken lock with its problem', () => {
    const lock = readPythonLock('/', 'a', memory({ 'uv.lock': 'version = = 1\n' }));
    expect(lock?.problems?.[0]).toMatchObject({ file: 'uv.lock', line: 1 });
    const latin = readPythonLock('/', '.', memory({ 'uv.lock': 'version = 1\n# \xe9\n' }));
    expect(latin?.problems?.[0]).toMatchObject({ file: 'uv.lock', line: 2, message: 'The file is not valid UTF-8' });
  });

  it('reads a lock once for many projects', () => {
    const files = memory({ 'uv.lock': member('a') + member('b').replace('version = 1\n', '') });
    const read = createLockReader('/', files);
    expect(read('a')?.lock).toBe(read('b')?.lock);
    expect(files.reads.filter((file) => file === 'uv.lock')).toHaveLength(1);
  });
});
