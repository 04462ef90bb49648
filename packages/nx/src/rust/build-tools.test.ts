import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildToolsOf } from './build-tools.js';
import { crate, dependency, lock } from './fixtures/facts.js';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'hone-build-tools-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const addProgram = (name: string): void =>
  writeFileSync(path.join(folder, process.platform === 'win32' ? `${name}.exe` : name), '', { mode: 0o755 });

it('finds crates that run a tool themselves, by way of packages, and by way of other crates', () => {
  const crates = [
    crate('a', { dependencies: [dependency('tonic-build', { kind: 'build' })] }),
    crate('b', { lock: 'Cargo.lock' }),
    crate('c', { dependencies: [dependency('b', { path: 'b' }), dependency('cmake', { kind: 'build' })] }),
    crate('d', { lock: 'Cargo.lock' }),
  ];
  const packages = ['etcd@1.0.0: prost-build@0.14.0', 'prost-build@0.14.0: prost@1.0.0', 'prost@1.0.0', 'serde@1.0.0'];
  const locks = [lock({ b: 'etcd@1.0.0', d: 'serde@1.0.0 prost@1.0.0' }, ...packages)];
  addProgram('cmake');
  expect(Object.fromEntries(buildToolsOf(folder, crates, locks, { PATH: folder }))).toEqual({
    a: { protoc: 'not found' },
    b: { protoc: 'not found' },
    c: { protoc: 'not found', cmake: 'PATH' },
  });
});

it('tells where a tool is, and not its path', () => {
  const crates = [crate('a', { dependencies: [dependency('prost-build', { kind: 'build' })] })];
  const place = (env: NodeJS.ProcessEnv = {}): unknown =>
    buildToolsOf(folder, crates, [], { PATH: folder, ...env }).get('a');
  expect(place()).toEqual({ protoc: 'not found' });
  expect(place({ PROTOC: '/opt/protoc' })).toEqual({ protoc: 'variable' });
  addProgram('protoc');
  expect(place()).toEqual({ protoc: 'PATH' });
});
