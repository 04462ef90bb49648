import { HoneError } from '@hone/core/diagnostics';
import { renderUnifiedDiff } from '@hone/core/edits';
import {
  type Engine,
  type EngineContext,
  type EngineTask,
  failsTask,
  resolveInWorkspace,
  resolveReportPath,
  type TaskOutcome,
} from '@hone/core/nx';
import { writeSarif } from '@hone/core/sarif';
import type { PlanOptions } from '../../executors/plan/schema.js';
import { nestedMark } from '../collect/index.js';
import { openCandidateCache, storeFolder } from '../learn/index.js';
import type { FixContext, SourceFiles } from '../types.js';
import { applyPlannedFixes } from './apply-fixes.js';
import { collectTasks, type TaskEntries } from './collect-tasks.js';
import { readChangedFiles, readIgnored } from './git.js';
import { loadParts, type PlanParts } from './parts.js';
import { type PlanResult, planFixes } from './plan.js';
import { renderPlan } from './plan-file.js';
import { reportOf } from './report.js';
import { createRuleFilter } from './rule-filter.js';
import { createSourceFiles } from './source-files.js';
import { renderSummary } from './summary.js';
import type { PlanWorkspace } from './workspace.js';

type Task = EngineTask<PlanOptions>;

/** `@hone/build-fix:plan`: reads what fails in a project, and plans what to change so that it does not. */
export function createPlanEngine(workspace: PlanWorkspace): Engine<PlanOptions> {
  return {
    name: 'build-fix',
    // Findings are those of the tools, which have shown them; the report is one of the outputs.
    writesReport: false,
    needsClosure: true,
    async *run(tasks, context) {
      if (process.env[nestedMark]) {
        throw new HoneError('A target that build-fix runs depends on build-fix.', {
          hint: 'Take it out of the `dependsOn` of that target, or name other `targets`.',
        });
      }
      const { workspaceRoot } = context;
      const files = createSourceFiles(workspaceRoot);
      // Told at once and not as a note: it is no part of a plan.
      const cache = openCandidateCache(storeFolder(workspaceRoot), { tell: (problem) => context.progress?.(problem) });
      try {
        const parts = await loadParts(workspaceRoot, files, cache);
        const roots = new Map(workspace.projects.map(({ name, root }) => [name, root]));
        const reading = { workspaceRoot, files, formats: parts.formats, roots };
        for await (const [task, found] of collectTasks(tasks, workspace, reading, context)) {
          const result = await planTask(task, found, { context, workspace, files, parts });
          yield [task.id, outcomeOf(task, found, result, files, parts, workspaceRoot)];
        }
      } finally {
        cache.close();
      }
    },
  };
}

interface PlanRun {
  context: EngineContext;
  workspace: PlanWorkspace;
  files: SourceFiles;
  parts: PlanParts;
}

async function planTask(
  task: Task,
  { entries, targets, skipped }: TaskEntries,
  { context: { workspaceRoot, signal }, workspace, files, parts }: PlanRun,
): Promise<PlanResult> {
  const { project, root, nestedRoots, closure, options } = task;
  const { unsafe = false, rules, maxPasses, include, exclude, onlyChanged } = options;
  const place = { workspaceRoot, signal };
  const context: FixContext = {
    workspaceRoot,
    files,
    project: { name: project, root, nestedRoots },
    projects: workspace.projects,
    unsafe,
    signal,
  };
  return planFixes(entries, context, {
    ...parts,
    targets,
    skipped,
    include,
    exclude,
    closure,
    wants: createRuleFilter(rules),
    ...(maxPasses !== undefined && { maxPasses }),
    onlyFiles: onlyChanged === undefined ? undefined : new Set(await readChangedFiles(place, onlyChanged)),
    ignoredOf: (names) => readIgnored(place, names),
  });
}

function outcomeOf(
  task: Task,
  { sources }: TaskEntries,
  { plan, foreign, problems }: PlanResult,
  files: SourceFiles,
  parts: PlanParts,
  workspaceRoot: string,
): TaskOutcome {
  const { patchPath, planPath, unsafe, applyTarget = 'build-fix-apply', failOn = 'never' } = task.options;
  const pathOf = (given: string | undefined, ending: string): string =>
    resolveInWorkspace(given ?? `{workspaceRoot}/dist/hone/{projectRoot}/build-fix.${ending}`, task, workspaceRoot);
  const patch = pathOf(patchPath, 'patch');
  const changes = applyPlannedFixes(plan.fixes, (file) => files.read(file));
  const left = { tools: [], diagnostics: plan.left.map(({ diagnostic }) => diagnostic) };
  return {
    report: { tools: [], diagnostics: [] },
    notes: renderSummary(plan, {
      sources,
      foreign,
      problems: [...parts.problems, ...problems],
      changedFiles: changes.length,
      patchPath: patch,
      // Nx plans again for another command line, so it has to be the same.
      next: `npx nx run ${task.project}:${applyTarget}${unsafe ? ' --unsafe' : ''}`,
    }),
    failed: failsTask(left, failOn),
    outputs: {
      [patch]: renderUnifiedDiff(changes),
      [pathOf(planPath, 'json')]: renderPlan(plan),
      [resolveReportPath(task, workspaceRoot)]: writeSarif(reportOf(plan)),
    },
  };
}
