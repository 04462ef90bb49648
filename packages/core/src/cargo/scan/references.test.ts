import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readCrateReferences } from './references.js';

const workspaceRoot = fileURLToPath(new URL('fixtures/workspace', import.meta.url));

it('tells what lies inside and outside of the crate, and gives folders as globs', () => {
  const crate = { root: 'app', package: { name: 'app', versionFrom: 'package' as const, build: 'build.rs' } };
  const { inside, outside, references } = readCrateReferences(workspaceRoot, crate, [
    'app/build.rs',
    'app/src/lib.rs',
    'app/src/gone.rs',
  ]);
  expect(inside).toEqual(['app/README.md', 'app/assets/**/*']);
  expect(outside).toEqual(['LICENSE', 'proto/**/*.proto', 'proto/hello.proto']);
  expect(references.map(({ file, line, path }) => `${file}:${line} ${path}`)).toEqual([
    'app/build.rs:3 app/assets',
    'app/build.rs:4 proto',
    'app/build.rs:4 proto/hello.proto',
    'app/src/lib.rs:1 app/README.md',
    'app/src/lib.rs:3 LICENSE',
    'app/src/lib.rs:4 ../elsewhere.txt',
  ]);
});
