/**
 * Applies all fixes of ruff, unsafe ones too, to Python files, keeps of each file's fixes the largest set with which CPython
 * still compiles it, and lets CPython compile what is left at the end.
 *
 *     RUFF=<ruff> npx tsx --conditions=@hone/source tools/oracles/build-fix-ruff/stdlib.mts FOLDER OUT [PASSES]
 *
 * FOLDER is copied to OUT; take `python3 -c "import sysconfig; print(sysconfig.get_path('stdlib'))"`. PYTHON names another
 * interpreter than `python3`; it must be the one that FOLDER is of. SELECT names rules (default `ALL`, with `--preview` when
 * PREVIEW is set). Reading, planning and the search for the largest set are those of build-fix; only the check is `compile()`.
 * Fixes that were held back in one pass are not tried again in the next.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { keepBest, type Pointing } from '../../../packages/build-fix/src/engine/apply/search/keep-best.js';
import { applyPlannedFixes } from '../../../packages/build-fix/src/engine/plan/apply-fixes.js';
import type { LogEntry, PlannedFix } from '../../../packages/build-fix/src/engine/types.js';
import { findAll, readText } from './findings.mjs';
import { planAll } from './plan-all.mjs';

const [folderArgument, outArgument, passesArgument = '10'] = process.argv.slice(2);
if (folderArgument === undefined || outArgument === undefined) throw new Error('usage: stdlib.mts FOLDER OUT [PASSES]');
const [folder, out, maxPasses] = [resolve(folderArgument), resolve(outArgument), Number(passesArgument)];
const flags = ['--isolated', '--unsafe-fixes', '--ignore-noqa', '--quiet', '--select', process.env['SELECT'] ?? 'ALL'];
if (process.env['PREVIEW']) flags.push('--preview');
/** Files at once: ruff's report on all of them would be longer than a string may be. */
const BATCH = 40;

/** Asks CPython whether it compiles a text. */
function startCompiler(): { check(path: string, text: string): Promise<string | null>; stop(): void } {
  const script = fileURLToPath(new URL('compile_server.py', import.meta.url));
  const child = spawn(process.env['PYTHON'] ?? 'python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((error: string | null) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line) as string | null));
  return {
    check: (path, text) =>
      new Promise((done) => {
        waiting.push(done);
        child.stdin.write(`${JSON.stringify({ path, text })}\n`);
      }),
    stop: () => child.stdin.end(),
  };
}

const compiler = startCompiler();
const totals = { files: 0, changed: 0, fixes: 0, brokenWithout: 0, held: 0, checks: 0, brokenAtEnd: 0, passes: 0 };
const heldByRule = new Map<string, number>();

function listSources(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py') && !/(^|[\\/])(site-packages|dist-packages|__pycache__)[\\/]/.test(name))
    .sort();
}

/** Copies what is UTF-8 and compiles. */
async function copySources(names: readonly string[]): Promise<string[]> {
  const copied: string[] = [];
  for (const name of names) {
    const text = readText(join(folder, name));
    if (text === undefined || (await compiler.check(name, text)) !== null) continue;
    mkdirSync(dirname(join(out, name)), { recursive: true });
    cpSync(join(folder, name), join(out, name));
    copied.push(name);
  }
  return copied;
}

const nameOf = ({ changes }: PlannedFix): string =>
  JSON.stringify(changes.map((change) => (change.kind === 'edit' ? [change.edit.file, change.edit.newText] : change)));

async function fixBatch(names: readonly string[]): Promise<void> {
  const changed = new Set<string>();
  const held = new Set<string>();
  let open = names;
  for (let pass = 1; pass <= maxPasses && open.length > 0; pass++) {
    const entries = await findAll(out, [...flags, ...open]);
    const plan = await planAll(out, withoutUnfixable(entries));
    const next = new Set<string>();
    const byFile = new Map<string, PlannedFix[]>();
    for (const fix of plan.fixes.filter((one) => !held.has(nameOf(one)))) {
      const file = fix.answers[0]?.diagnostic.location?.file ?? '';
      byFile.set(file, [...(byFile.get(file) ?? []), fix]);
    }
    for (const [file, fixes] of byFile) {
      if (await fixFile(file, fixes, held)) {
        changed.add(file);
        next.add(file);
      }
    }
    totals.passes = Math.max(totals.passes, pass);
    open = [...next];
  }
  totals.changed += changed.size;
}

const withoutUnfixable = (entries: readonly LogEntry[]): LogEntry[] =>
  entries.filter(({ diagnostic }) => diagnostic.fixes?.length);

/** @returns whether anything was written */
async function fixFile(file: string, fixes: readonly PlannedFix[], held: Set<string>): Promise<boolean> {
  const before = readText(join(out, file)) ?? '';
  const textWith = (chosen: readonly PlannedFix[]): string =>
    applyPlannedFixes(chosen, (name) => (name === file ? before : readText(join(out, name))))[0]?.after ?? before;
  let isFirst = true;
  const best = await keepBest<PlannedFix, Pointing<PlannedFix> & { error: string }>(fixes, async (chosen) => {
    totals.checks++;
    const error = await compiler.check(file, textWith(chosen));
    if (isFirst && error !== null) totals.brokenWithout++;
    isFirst = false;
    return error === null ? undefined : { error, suspects: [], sure: [] };
  });
  for (const { item, failure } of best.held) {
    held.add(nameOf(item));
    totals.held++;
    const rule = item.answers[0]?.diagnostic.ruleId ?? '';
    heldByRule.set(rule, (heldByRule.get(rule) ?? 0) + 1);
    console.log(`HELD ${file}: ${rule} ${item.description}: ${failure.error}`);
  }
  totals.fixes += best.kept.length;
  if (best.kept.length === 0) return false;
  writeFileSync(join(out, file), textWith(best.kept));
  return true;
}

const names = await copySources(listSources());
totals.files = names.length;
for (let at = 0; at < names.length; at += BATCH) {
  await fixBatch(names.slice(at, at + BATCH));
  if (process.env['PROGRESS']) console.log(`${at + BATCH}: ${JSON.stringify(totals)}`);
}
for (const name of names) {
  const error = await compiler.check(name, readText(join(out, name)) ?? '\0');
  if (error === null) continue;
  totals.brokenAtEnd++;
  console.log(`BROKEN ${name}: ${error}`);
}
compiler.stop();
console.log(
  `${totals.files} files, ${totals.changed} changed by ${totals.fixes} fixes in up to ${totals.passes} passes; ` +
    `${totals.brokenWithout} times a file would not compile any more, ${totals.held} fixes held back for that ` +
    `(${totals.checks} checks); ${totals.brokenAtEnd} files that do not compile at the end`,
);
for (const [rule, count] of [...heldByRule].sort((a, b) => b[1] - a[1])) console.log(`  ${rule} ${count}`);
process.exitCode = totals.brokenAtEnd === 0 ? 0 : 1;
