/**
 * Breaks real programs mechanically, one place in each file, asks the TypeScript fixer, and checks with the repository's
 * TypeScript: how often a kind of fix makes the errors go away, and how often it gives back the program that was there.
 *
 *     npx tsx --conditions=@hone/source tools/oracles/build-fix-typescript/compare.mts FOLDER… [--rounds=1] [--kind=await]
 *
 * Each FOLDER holds a `tsconfig.json` whose files compile, for instance sources that npm packages ship.
 */
import { resolve } from 'node:path';
import { applyFixes } from '@hone/core/edits';
import ts from 'typescript';
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
  const entries = errors.map(toEntry);
  const candidates = await fixer.propose(entries, contextOf(root, broken));
  const fixed = fixTexts(broken, candidates);
  checker.set(new Map([...broken, ...[...fixed].map(([file, { text }]) => [file, text] as const)]));
  const left = new Set(fresh().map(({ file }) => file));
  for (const file of new Set(errors.map((error) => error.file))) {
    const fix = fixed.get(file);
    const verified = fix !== undefined && !left.has(file);
    const restored = verified && program(fix.text) === program(checker.source(file).text);
    const outcome = { broken: true, answered: fix !== undefined, verified, restored };
    count(perKind, name, outcome);
    for (const kind of new Set(fix?.kinds)) count(perFix, kind, outcome);
    if (option('show') && !verified) show(file, fix?.kinds, errors, candidates);
    if (option('show') === 'all' && verified && !restored) show(file, fix.kinds, errors, candidates);
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

/** For each file the text after all candidates that fit, those to be shown left out. */
function fixTexts(
  texts: ReadonlyMap<string, string>,
  candidates: readonly Candidate[],
): Map<string, { text: string; kinds: string[] }> {
  const fixed = new Map<string, { text: string; kinds: string[] }>();
  const answered = new Set<LogEntry>();
  for (const { answers, description, applicability } of candidates) {
    if (applicability === 'manual' || answers.every((entry) => answered.has(entry))) continue;
    for (const entry of answers) answered.add(entry);
    const file = answers[0]?.diagnostic.location?.file ?? '';
    const known = fixed.get(file) ?? { text: '', kinds: [] };
    known.kinds.push(`${applicability}: ${description.split(';')[0]?.replace(/['"][^'"]*['"]|(?<=Import )\S+/g, '…')}`);
    fixed.set(file, known);
  }
  const taken = candidates.filter(({ applicability }) => applicability !== 'manual');
  for (const [file, value] of fixed) {
    const fixes = taken
      .filter(({ changes }) => changes.every((change) => change.kind === 'edit' && change.edit.file === file))
      .filter(isFirst)
      .map(({ changes, description, applicability }) => ({
        description,
        applicability,
        edits: changes.flatMap((change) => (change.kind === 'edit' ? [change.edit] : [])),
      }));
    value.text = applyFixes(texts.get(file) ?? '', fixes).text;
  }
  return fixed;
}

/** A joined import comes before its parts. */
function isFirst({ answers }: Candidate, at: number, all: readonly Candidate[]): boolean {
  return !all.slice(0, at).some((earlier) => answers.every((entry) => earlier.answers.includes(entry)));
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
