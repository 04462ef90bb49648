/**
 * Breaks real programs mechanically, one place in each file, asks the TypeScript fixer, and checks with the repository's
 * TypeScript: how often a kind of fix makes the errors go away, and how often it gives back the program that was there.
 *
 *     npx tsx --conditions=@hone/source tools/oracles/build-fix-typescript/compare.mts FOLDER… [--rounds=1] [--passes=3] [--kind=await] [--show=1|all]
 *
 * Each FOLDER holds a `tsconfig.json` whose files compile, for instance sources that npm packages ship.
 */
import { resolve } from 'node:path';
import ts from 'typescript';
import { applyPlannedFixes } from '../../../packages/build-fix/src/engine/plan/apply-fixes.js';
import { planFixes } from '../../../packages/build-fix/src/engine/plan/plan.js';
import { createSourceFiles } from '../../../packages/build-fix/src/engine/plan/source-files.js';
import { createTypeScriptFixer } from '../../../packages/build-fix/src/engine/fixers/typescript/fixer.js';
import type { Candidate, FixContext, LogEntry } from '../../../packages/build-fix/src/engine/types.js';
import { type BreakKind, breakKinds } from './breaks.mjs';
import { type Checker, createChecker, type Found } from './checker.mjs';

interface Tally {
  broken: number;
  answered: number;
  verified: number;
  restored: number;
}

const words = process.argv.slice(2);
const option = (name: string): string | undefined => words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1];
/** As in a run: what a pass makes possible, the next one does. */
const passes = Number(option('passes') ?? 3);
const rounds = Number(option('rounds') ?? 1);
const kinds = breakKinds.filter(({ name }) => name.includes(option('kind') ?? ''));
const perKind = new Map<string, Tally>();
const perFix = new Map<string, Tally>();

const count = (table: Map<string, Tally>, key: string, outcome: Partial<Record<keyof Tally, boolean>>): void => {
  const tally = table.get(key) ?? { broken: 0, answered: 0, verified: 0, restored: 0 };
  for (const name of Object.keys(tally) as (keyof Tally)[]) tally[name] += Number(outcome[name] ?? false);
  table.set(key, tally);
};

for (const folder of words.filter((word) => !word.startsWith('--'))) {
  const root = resolve(folder);
  const checker = createChecker(root);
  const before = new Set(checker.check().map(keyOf));
  console.error(`${folder}: ${checker.files.length} files, ${before.size} errors to begin with`);
  const fixer = createTypeScriptFixer();
  for (let round = 0; round < rounds; round++)
    for (const each of kinds) await tryKind(root, checker, before, fixer, each, round);
  fixer.dispose();
}
print('break', perKind);
print('fix', perFix);

/** What an error is, wherever lines have moved to. */
function keyOf({ file, code, message }: Found): string {
  return `${file}\0${code}\0${message}`;
}

async function tryKind(
  root: string,
  checker: Checker,
  before: ReadonlySet<string>,
  fixer: ReturnType<typeof createTypeScriptFixer>,
  { name, sites }: BreakKind,
  round: number,
): Promise<void> {
  const broken = new Map<string, string>();
  for (const file of checker.files) {
    const places = sites(checker.source(file));
    // Another place in each round; the same in each run.
    const place = places[(file.length * 7 + round * 13) % Math.max(1, places.length)];
    if (!place) continue;
    const text = checker.source(file).text;
    broken.set(file, text.slice(0, place.start) + place.text + text.slice(place.end));
  }
  checker.set(broken);
  const fresh = (): Found[] => checker.check().filter((found) => !before.has(keyOf(found)));
  const errors = fresh().filter(({ file }) => broken.has(file));
  const texts = new Map(broken);
  const kinds = new Map<string, Set<string>>();
  const shown: Candidate[] = [];
  for (let pass = 0; pass < passes; pass++) {
    const entries = fresh().map(toEntry);
    const context = contextOf(root, texts);
    const candidates = await fixer.propose(entries, context);
    shown.push(...candidates);
    const planned = await planOnce(entries, context, candidates);
    if (planned.texts.length === 0) break;
    for (const [file, text] of planned.texts) texts.set(file, text);
    for (const [file, kind] of planned.kinds) kinds.set(file, (kinds.get(file) ?? new Set()).add(kind));
    checker.set(texts);
  }
  const left = new Set(fresh().map(({ file }) => file));
  for (const file of new Set(errors.map((error) => error.file))) {
    const taken = kinds.get(file);
    const verified = taken !== undefined && !left.has(file);
    const restored = verified && program(texts.get(file) ?? '') === program(checker.source(file).text);
    const outcome = { broken: true, answered: taken !== undefined, verified, restored };
    count(perKind, name, outcome);
    for (const kind of taken ?? []) count(perFix, kind, outcome);
    if (option('show') && !verified) show(file, [...(taken ?? [])], errors, shown);
    if (option('show') === 'all' && verified && !restored) show(file, [...taken], errors, shown);
  }
  console.error(`  ${name}: ${broken.size} broken`);
}

function show(
  file: string,
  kinds: readonly string[] | undefined,
  errors: Found[],
  candidates: readonly Candidate[],
): void {
  const of = errors.filter((error) => error.file === file);
  console.error(`    ${file}`, kinds?.join('; ') ?? 'no fix');
  for (const { code, message, line } of of.slice(0, 3)) console.error(`      ${line} ${code} ${message}`);
  for (const { description, applicability, answers } of candidates) {
    if (answers[0]?.diagnostic.location?.file === file) console.error(`      → ${applicability} ${description}`);
  }
}

function toEntry({ file, line, column, code, message }: Found): LogEntry {
  const region = { start: { line, column }, end: { line, column } };
  const location = { file, region };
  return {
    diagnostic: { tool: 'tsc', ruleId: `TS${code}`, level: 'error', message, location },
    format: 'tsc',
    logLine: 1,
  };
}

function contextOf(workspaceRoot: string, texts: ReadonlyMap<string, string>): FixContext {
  const disk = createSourceFiles(workspaceRoot);
  const files = { ...disk, read: (file: string) => texts.get(file) ?? disk.read(file) };
  const project = { name: 'project', root: '.' };
  return { workspaceRoot, files, project, projects: [project], unsafe: true, signal: new AbortController().signal };
}

/** What a plan over the candidates makes of the texts, and which kinds of fix it takes for each file. */
async function planOnce(
  entries: readonly LogEntry[],
  context: FixContext,
  candidates: readonly Candidate[],
): Promise<{ texts: [string, string][]; kinds: [string, string][] }> {
  const { plan } = await planFixes(entries, context, {
    targets: [],
    fixers: [{ id: 'typescript', load: async () => ({ id: 'typescript', propose: async () => candidates }) }],
    routeOf: () => ['typescript'],
    fingerprintOf: ({ diagnostic }) => diagnostic.ruleId,
  });
  const changed = applyPlannedFixes(plan.fixes, context.files.read);
  return {
    texts: changed.map(({ path, after = '' }) => [path, after]),
    kinds: plan.fixes.map(({ answers, description, applicability }) => [
      answers[0]?.diagnostic.location?.file ?? '',
      `${applicability}: ${description.split(';')[0]?.replace(/['"][^'"]*['"]|(?<=^Import )\S+/g, '…')}`,
    ]),
  };
}

/** A program without what formatting and the order of imports make of it. */
function program(text: string): string {
  const source = ts.createSourceFile('any.tsx', text, ts.ScriptTarget.Latest, true);
  const imports: string[] = [];
  const rest: string[] = [];
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) rest.push(statement.getText(source).replace(/[\s;]+/g, ' '));
    else {
      const module = statement.moduleSpecifier
        .getText(source)
        .replace(/['"]/g, '')
        .replace(/\/index(\.\w+)?$/, '');
      const bindings = statement.importClause
        ?.getText(source)
        .replace(/\btype\b|[{}\s]/g, '')
        .split(',') ?? [''];
      imports.push(...bindings.filter((name) => name !== '').map((name) => `${module} ${name}`));
    }
  }
  return [...imports.sort(), ...rest].join('\n');
}

function print(title: string, table: ReadonlyMap<string, Tally>): void {
  console.log(
    `\n| ${title} | broken | answered | verified | of the answered | as before |\n| --- | --: | --: | --: | --: | --: |`,
  );
  for (const [name, { broken, answered, verified, restored }] of [...table].sort()) {
    const share = (part: number): string => (answered === 0 ? '–' : `${Math.round((100 * part) / answered)} %`);
    console.log(`| ${name} | ${broken} | ${answered} | ${verified} | ${share(verified)} | ${share(restored)} |`);
  }
}
