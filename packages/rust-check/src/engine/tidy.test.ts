import path from 'node:path';
import { expect, it } from 'vitest';
import { tidyWords } from './tidy.js';

const workspaceRoot = path.resolve('/w');
const folders = { workspaceRoot, cargoRoot: path.join(workspaceRoot, 'rust'), targetDirectory: path.resolve('/t') };
const inside = (...parts: string[]): string => path.join(workspaceRoot, ...parts);

it.each([
  [`failed to read \`${inside('rust', 'a', 'Cargo.toml')}\``, 'failed to read `rust/a/Cargo.toml`'],
  [`in ${inside('docs')} and ${workspaceRoot}`, 'in docs and .'],
  [`\`${path.resolve('/t', 'debug', 'build', 'b-621447ee1217de3b', 'script')}\``, '`<target>/debug/build/b/script`'],
  ['/home/u/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/foo-1.0.0/src/lib.rs:3', 'foo-1.0.0/src/lib.rs:3'],
  ["thread 'main' (4711) panicked at build.rs:1:5", "thread 'main' panicked at build.rs:1:5"],
])('takes out of %s what belongs to the machine', (text, expected) => {
  expect(tidyWords(text, folders).replaceAll('\\', '/')).toBe(expected);
});
