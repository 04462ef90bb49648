/**
 * Holds our application of clippy's suggestions against the `.fixed` files of clippy's own tests, byte for byte.
 *
 *     git -C RUST_CLIPPY archive rust-1.95.0 tests clippy_test_deps | tar -x -C CLONE
 *     npx tsx --conditions=@hone/source tools/oracles/build-fix-rust/clippy.mts CLONE OUT [NAME…]
 *
 * RUST_CLIPPY is a clone of rust-lang/rust-clippy and the tag that of the installed release (`cargo clippy --version`:
 * 0.1.95 is 1.95.0). CLONE is changed while this runs (each source is rewritten and put back). OUT takes what is built:
 * the crates of `clippy_test_deps` (by cargo, from crates.io) and the helper crates of `auxiliary` folders. NAME… are parts
 * of file names to run only those. TOOLCHAIN names another rustup toolchain than `stable`.
 *
 * What clippy's tests do (`ui_test` 0.30, `RustfixMode::Everything`): all suggestions of any applicability, and where a
 * finding has several, `x.1.fixed` takes the first of each, `x.2.fixed` the second, and so on. The flags are those of
 * clippy's `tests/compile-test.rs`. Fixtures that do not run here are listed with the reason.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pMap from 'p-map';
import { renderUnifiedDiff } from '@hone/core';
import { createCompiler } from './compiler.mjs';
import { type Fixture, listFixtures } from './fixture.mjs';
import { readEntries } from './read-entries.mjs';
import { repair, withAlternative } from './repair.mjs';

const [cloneArgument, outArgument, ...names] = process.argv.slice(2);
if (cloneArgument === undefined || outArgument === undefined) throw new Error('usage: clippy.mts CLONE OUT [NAME…]');
const [clone, out] = [resolve(cloneArgument), resolve(outArgument)];
mkdirSync(join(out, 'ui'), { recursive: true });

type Verdict = { kind: 'same' } | { kind: 'skipped' | 'different'; reason: string };

const compiler = createCompiler(clone, out, process.env['TOOLCHAIN']);
const fixtures = ['tests/ui', 'tests/ui-toml']
  .flatMap((folder) => listFixtures(clone, folder))
  .filter(({ file }) => names.length === 0 || names.some((name) => file.includes(name)));

/** Revisions of one file take turns, since each rewrites it. */
const files = [...new Set(fixtures.map(({ file }) => file))];
const byFile = files.map((file) => fixtures.filter((fixture) => fixture.file === file));
const verdicts = await pMap(
  byFile,
  async (group) => {
    const found: [string, Verdict][] = [];
    for (const fixture of group) {
      for (const [number, expected] of fixture.expected.entries()) {
        const label = [fixture.file, fixture.revision, fixture.expected.length > 1 ? `${number + 1}` : '']
          .filter((part) => part !== '')
          .join(' ');
        found.push([label, await judge(fixture, number, expected)]);
      }
    }
    return found;
  },
  { concurrency: 2 },
);

async function judge(fixture: Fixture, number: number, expected: string): Promise<Verdict> {
  if (fixture.skipped !== undefined) return { kind: 'skipped', reason: fixture.skipped };
  for (const auxiliary of fixture.auxiliary) {
    const problem = await compiler.prepare(auxiliary);
    if (problem !== undefined) return { kind: 'skipped', reason: problem };
  }
  const path = join(clone, fixture.file);
  const before = readFileSync(path, 'utf8');
  let isFirst = true;
  let failure: string | undefined;
  try {
    const { text, passes } = await repair(fixture.file, before, async (current) => {
      if (!isFirst) writeFileSync(path, current);
      isFirst = false;
      const { lines, code } = await compiler.check(fixture);
      if (code === 101) failure = 'the compiler crashed';
      return withAlternative(readEntries(lines, clone, fixture.file, current), number);
    });
    if (failure !== undefined) return { kind: 'skipped', reason: failure };
    if (text === expected) return { kind: 'same' };
    const diff = renderUnifiedDiff([{ path: fixture.file, before: expected, after: text }]);
    return { kind: 'different', reason: `after ${passes} passes, expected - and ours +\n${diff}` };
  } finally {
    writeFileSync(path, before);
  }
}

const all = verdicts.flat();
const of = (kind: Verdict['kind']) => all.filter(([, verdict]) => verdict.kind === kind);
for (const [label, verdict] of [...of('skipped'), ...of('different')]) {
  if (verdict.kind !== 'same') console.log(`${verdict.kind.toUpperCase()} ${label}: ${verdict.reason}`);
}
const ran = all.length - of('skipped').length;
const share = ran === 0 ? 0 : (of('same').length / ran) * 100;
console.log(
  `${of('same').length} of ${ran} the same byte for byte (${share.toFixed(1)} %); ${of('skipped').length} do not run here`,
);
process.exitCode = share >= 98 ? 0 : 1;
