/**
 * Holds our application of ruff's fixes against ruff's own, over the cases of ruff's snapshot tests.
 *
 *     git -C RUFF_CLONE archive HEAD crates/ruff_linter/resources/test crates/ruff_linter/src/rules | tar -x -C CLONE
 *     RUFF=<ruff> npx tsx --conditions=@hone/source tools/oracles/build-fix-ruff/fixtures.mts CLONE OUT [CODE…]
 *
 * RUFF_CLONE is a clone of astral-sh/ruff, RUFF a native ruff of about that version (default: the one on PATH), OUT an
 * empty folder. A case is a rule and a fixture, as `#[test_case(Rule::…, Path::new("…"))]` names them. Each is fixed twice
 * with `--preview --unsafe-fixes`: by `ruff check --fix`, and by our planner from ruff's JSON, pass for pass until nothing
 * is left to do. As ruff does, a file whose fixes give a syntax error goes back to what it was. Compared are bytes.
 * Notebooks are left out: their edits are in cells.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import pMap from 'p-map';
import { renderUnifiedDiff } from '@hone/core';
import { applyPlannedFixes } from '../../../packages/build-fix/src/engine/plan/apply-fixes.js';
import { findAll, readText, runRuff } from './findings.mjs';
import { planAll } from './plan-all.mjs';

const [cloneArgument, outArgument, ...codes] = process.argv.slice(2);
if (cloneArgument === undefined || outArgument === undefined) throw new Error('usage: fixtures.mts CLONE OUT [CODE…]');
const [clone, out] = [resolve(cloneArgument, 'crates/ruff_linter'), resolve(outArgument)];
const MAX_PASSES = 30;

/** Fixtures by the code of the rule that they are cases of. */
async function listCases(): Promise<Map<string, Set<string>>> {
  const rules = JSON.parse(await runRuff(['rule', '--all', '--output-format', 'json'], clone)) as {
    name: string;
    code: string;
    status: object;
  }[];
  const byName = new Map(
    rules.filter(({ status }) => !('Removed' in status)).map(({ name, code }) => [name.replaceAll('-', ''), code]),
  );
  const cases = new Map<string, Set<string>>();
  const unknown = new Set<string>();
  const folder = join(clone, 'src/rules');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.rs$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, rule = '', name = ''] of text.matchAll(/test_case\(\s*Rule::(\w+),\s*Path::new\(\s*"([^"]+)"/g)) {
      const code = byName.get(rule.toLowerCase());
      if (code === undefined) unknown.add(rule);
      else cases.set(code, (cases.get(code) ?? new Set()).add(join(file.split(/[\\/]/)[0] ?? '', name)));
    }
  }
  if (unknown.size > 0) console.log(`rules that this ruff has not: ${[...unknown].join(', ')}`);
  return cases;
}

interface Outcome {
  label: string;
  kind: 'same' | 'unchanged' | 'different';
  detail?: string;
}

async function judge(code: string, names: ReadonlySet<string>): Promise<Outcome[]> {
  const [theirs, ours] = [join(out, code, 'ruff'), join(out, code, 'hone')];
  const copied = [...names].filter((name) => /\.pyi?$/.test(name)).filter((name) => copy(name, [theirs, ours]));
  if (copied.length === 0) return [];
  const flags = ['--isolated', '--preview', '--unsafe-fixes', '--select', code];
  const [, passes] = await Promise.all([
    runRuff(['check', ...flags, '--fix', '--no-cache', '--exit-zero', '--quiet', '.'], theirs),
    fixAll(ours, flags),
  ]);
  const outcomes = copied.map((name): Outcome => {
    const before = readFileSync(join(clone, 'resources/test/fixtures', name));
    const [expected, after] = [readFileSync(join(theirs, name)), readFileSync(join(ours, name))];
    const label = `${code} ${name}`;
    if (expected.equals(after)) return { label, kind: before.equals(after) ? 'unchanged' : 'same' };
    const diff = renderUnifiedDiff([{ path: name, before: expected.toString(), after: after.toString() }]);
    return { label, kind: 'different', detail: `after ${passes} passes, ruff's - and ours +\n${diff}` };
  });
  rmSync(join(out, code), { recursive: true });
  return outcomes;
}

function copy(name: string, folders: readonly string[]): boolean {
  try {
    for (const folder of folders) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      cpSync(join(clone, 'resources/test/fixtures', name), join(folder, name));
    }
    return true;
  } catch {
    return false;
  }
}

/** @returns how many passes it took */
async function fixAll(root: string, flags: readonly string[]): Promise<number> {
  const originals = new Map<string, string>();
  const isBroken = (entries: Awaited<ReturnType<typeof findAll>>): Set<string> =>
    new Set(
      entries
        .filter(({ diagnostic }) => diagnostic.ruleId === 'invalid-syntax')
        .map(({ diagnostic }) => diagnostic.location?.file ?? ''),
    );
  let entries = await findAll(root, [...flags, '.']);
  const brokenBefore = isBroken(entries);
  const givenUp = new Set<string>();
  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    const open = entries.filter(({ diagnostic }) => !givenUp.has(diagnostic.location?.file ?? ''));
    const { fixes } = await planAll(root, open);
    const changes = applyPlannedFixes(fixes, (file) => readText(join(root, file)));
    if (changes.length === 0) return pass - 1;
    for (const { path, before, after } of changes) {
      if (!originals.has(path)) originals.set(path, before ?? '');
      writeFileSync(join(root, path), after ?? '');
    }
    entries = await findAll(root, [...flags, '.']);
    for (const file of isBroken(entries)) {
      const original = originals.get(file);
      if (original === undefined || brokenBefore.has(file) || givenUp.has(file)) continue;
      console.log(`SYNTAX ${relative(out, root)} ${file}: broken by pass ${pass}, put back`);
      writeFileSync(join(root, file), original);
      givenUp.add(file);
    }
  }
  return MAX_PASSES;
}

const cases = [...(await listCases())].filter(([code]) => codes.length === 0 || codes.includes(code)).sort();
const outcomes = (await pMap(cases, ([code, names]) => judge(code, names), { concurrency: 2 })).flat();
for (const { label, kind, detail } of outcomes) if (kind === 'different') console.log(`DIFFERENT ${label} ${detail}`);
const count = (kind: Outcome['kind']): number => outcomes.filter((one) => one.kind === kind).length;
const fixed = count('same') + count('different');
console.log(
  `${count('same')} of ${fixed} cases with a fix have the same text (${((count('same') / fixed) * 100).toFixed(1)} %); ${count('unchanged')} more have none`,
);
process.exitCode = count('different') === 0 ? 0 : 1;
