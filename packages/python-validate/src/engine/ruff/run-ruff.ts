import { resolve } from 'node:path';
import { type Diagnostic, sortDiagnostics } from '@hone/core/diagnostics';
import type { CheckResult, ProjectContext } from '../check.js';
import { toRuleDescriptor } from '../rule.js';
import { sourceRules } from '../checks/syntax/rules.js';
import { chooseEngines } from './choose-engine.js';
import { type ConfigStore, createConfigStore } from './config/config-store.js';
import { embeddedEngine } from './embedded/embedded-engine.js';
import type { Answered, RuffEngine } from './engine.js';
import { limitNotes } from './limits.js';
import { RuffFinder } from './native/find-ruff.js';
import { type PreparedProject, prepareProject, type SyntaxAndLint } from './prepare.js';
import { runPlans } from './run-plans.js';
import { describeRuff, toDiagnostic } from './to-diagnostic.js';

/** The results of the wanted checks, with an entry for every project. */
export interface SyntaxAndLintResult {
  syntax?: ReadonlyMap<ProjectContext, CheckResult>;
  lint?: ReadonlyMap<ProjectContext, CheckResult>;
}

/** So many bytes of source are held at once. */
const bytesAtOnce = 16_000_000;

/**
 * Runs ruff over many projects: with the ruff of each project, or the embedded one. Both checks share reading, parsing
 * and processes. What it finds in a project depends on nothing but the project and the configurations above it.
 *
 * @param wanted which checks; the other one has no entry in the result.
 * @param ruffs where some have been looked for already.
 */
export async function syntaxAndLint(
  projects: readonly ProjectContext[],
  wanted: SyntaxAndLint,
  signal: AbortSignal,
  ruffs = new RuffFinder(workspaceRootOf(projects), signal),
): Promise<SyntaxAndLintResult> {
  const syntax = new Map<ProjectContext, CheckResult>();
  const lint = new Map<ProjectContext, CheckResult>();
  const engines = await chooseEngines(projects, ruffs);
  const store = createStore(projects);
  for (const slice of sliceBySize(projects)) {
    const prepared = slice.map((project) => prepareProject(project, wanted, store));
    const answers = await runPlans(prepared, engines, store, signal);
    for (const one of prepared) {
      const choice = engines.get(one.project);
      if (choice?.problem) (wanted.lint ? one.lint : one.syntax).push(choice.problem);
      const engine = choice?.lint ?? embeddedEngine;
      const result = assembleResults(one, answers.get(one.project) ?? [], engine);
      syntax.set(one.project, result.syntax);
      lint.set(one.project, result.lint);
    }
  }
  return { ...(wanted.syntax && { syntax }), ...(wanted.lint && { lint }) };
}

/** All projects of a batch lie in one workspace. */
function workspaceRootOf(projects: readonly ProjectContext[]): string {
  return projects[0]?.workspaceRoot ?? resolve('.');
}

function createStore(projects: readonly ProjectContext[]): ConfigStore {
  const workspaceRoot = workspaceRootOf(projects);
  const broken = new Set(
    projects.flatMap(({ manifest }) => manifest.problems.map(({ file }) => resolve(workspaceRoot, file))),
  );
  return createConfigStore(workspaceRoot, (path) => broken.has(path));
}

function sliceBySize(projects: readonly ProjectContext[]): ProjectContext[][] {
  const slices: ProjectContext[][] = [];
  let room = 0;
  for (const project of projects) {
    if (room <= 0) {
      slices.push([]);
      room = bytesAtOnce;
    }
    slices.at(-1)?.push(project);
    room -= project.files.reduce((sum, file) => sum + file.size, 1);
  }
  return slices;
}

function assembleResults(
  prepared: PreparedProject,
  answered: readonly Answered[],
  engine: RuffEngine,
): { syntax: CheckResult; lint: CheckResult } {
  const failures = new Set<string>();
  for (const [{ file, lint, syntax }, answer] of answered) {
    if (answer.failure !== undefined) failures.add(answer.failure);
    if (syntax) prepared.syntax.push(...(answer.syntax ?? []).map((finding) => toDiagnostic(finding, file.file)));
    if (lint) prepared.lint.push(...(answer.lint ?? []).map((finding) => toDiagnostic(finding, file.file)));
  }
  const failed = [...failures].sort().map((failure) => failureDiagnostic(prepared.project, failure));
  const wantsLint = answered.some(([{ lint }]) => lint);
  const notes = [...prepared.notes, ...limitNotes(prepared, engine)].sort();
  return {
    syntax: toResult([...prepared.syntax, ...(wantsLint ? [] : failed)], engine.version, notes),
    lint: toResult([...prepared.lint, ...(wantsLint ? failed : [])], engine.version, notes),
  };
}

function toResult(diagnostics: readonly Diagnostic[], version: string, notes: string[]): CheckResult {
  const rules = [...sourceRules.map(toRuleDescriptor), ...engineRules];
  return {
    diagnostics: sortDiagnostics([...diagnostics]),
    tools: [describeRuff(version, diagnostics), { name: 'python-validate', rules }],
    ...(notes.length > 0 && { notes }),
  };
}

const engineRules = [
  { id: 'python/ruff-configuration', summary: 'The configuration of ruff can be used.' },
  { id: 'python/ruff-failed', summary: 'Ruff runs to its end.' },
  { id: 'python/ruff-missing', summary: 'The ruff that the engine `native` asks for is there.' },
];

function failureDiagnostic(project: ProjectContext, failure: string): Diagnostic {
  return {
    tool: 'python-validate',
    ruleId: 'python/ruff-failed',
    level: 'error',
    message: `Ruff gave no result for this project: ${failure}.`,
    hint: 'Run `ruff check` in the project to see more, or set the option `engine` to `embedded`.',
    location: { file: project.manifest.manifests[0] ?? project.root },
  };
}
