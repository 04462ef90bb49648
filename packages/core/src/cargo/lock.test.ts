import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parseCargoLock, readCargoLock } from './lock.js';

const CRATES_IO = 'registry+https://github.com/rust-lang/crates.io-index';

it('writes every edge in full', () => {
  const { packages, version } = parseCargoLock(
    `version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "one",
 "two 1.0.0",
 "two 2.0.0 (git+https://example.com/two?branch=main#abc)",
 "twin 1.0.0",
]

[[package]]
name = "one"
version = "1.0.0"
source = "${CRATES_IO}"
checksum = "aa"

[[package]]
name = "two"
version = "1.0.0"
source = "${CRATES_IO}"

[[package]]
name = "two"
version = "2.0.0"
source = "${CRATES_IO}"

[[package]]
name = "two"
version = "2.0.0"
source = "git+https://example.com/two?branch=main#abc"

[[package]]
name = "twin"
version = "1.0.0"

[[package]]
name = "twin"
version = "1.0.0"
source = "${CRATES_IO}"

[[patch.unused]]
name = "unused"
version = "0.1.0"
`,
    'Cargo.lock',
  );
  expect(version).toBe(4);
  expect(packages).toHaveLength(7);
  expect(packages[0]?.dependencies).toEqual([
    { name: 'one', version: '1.0.0', source: CRATES_IO },
    { name: 'two', version: '1.0.0', source: CRATES_IO },
    { name: 'two', version: '2.0.0', source: 'git+https://example.com/two?branch=main#abc' },
    // Without a source, the one in a folder is meant.
    { name: 'twin', version: '1.0.0' },
  ]);
  expect(packages[1]).toMatchObject({ checksum: 'aa' });
});

it('reads version 1: checksums in a table of their own, a root apart, replacements', () => {
  const { packages, version } = parseCargoLock(
    `[root]
name = "app"
version = "0.1.0"
dependencies = ["one 1.0.0 (${CRATES_IO})"]

[[package]]
name = "one"
version = "1.0.0"
source = "${CRATES_IO}"
replace = "one 1.0.1"

[[package]]
name = "one"
version = "1.0.1"

[metadata]
"checksum one 1.0.0 (${CRATES_IO})" = "aa"
"checksum one 1.0.1 (${CRATES_IO})" = "<none>"
`,
    'Cargo.lock',
  );
  expect(version).toBe(1);
  expect(packages).toEqual([
    { name: 'app', version: '0.1.0', dependencies: [{ name: 'one', version: '1.0.0', source: CRATES_IO }] },
    {
      name: 'one',
      version: '1.0.0',
      source: CRATES_IO,
      checksum: 'aa',
      dependencies: [{ name: 'one', version: '1.0.1' }],
    },
    { name: 'one', version: '1.0.1', dependencies: [] },
  ]);
});

it('reports a broken lock with its line, and gives the packages that can be read', () => {
  const lock = parseCargoLock(
    'version = 4\n[[package]]\nname = "a"\nversion = "1.0.0"\n<<<<<<< HEAD\n[[package]]\nname = "b"\nversion = "1.0.0"\n',
    'rust/Cargo.lock',
  );
  expect(lock.packages.map(({ name }) => name)).toEqual(['b']);
  expect(lock.problems).toMatchObject([{ file: 'rust/Cargo.lock', line: 5 }]);
});

it.each([
  ['version = 9\n', 'The lock file has format version 9, and only versions up to 4 are known'],
  ['[tool]\nname = "x"\n', 'The file is no lock file of cargo'],
])('reports %j', (text, message) => {
  expect(parseCargoLock(text, 'Cargo.lock').problems).toMatchObject([{ message }]);
});

it('reads the lock of a folder', () => {
  const root = fileURLToPath(new URL('fixtures/workspace', import.meta.url));
  expect(readCargoLock(root, '.')?.packages.map(({ name }) => name)).toEqual([
    'acme-cli',
    'acme-core',
    'acme-derive',
    'acme-helper',
  ]);
  expect(readCargoLock(root, 'nested')).toBeUndefined();
});
