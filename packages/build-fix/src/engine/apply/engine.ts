import fs from 'node:fs';
import path from 'node:path';
import { HoneError, renderError } from '@hone/core/diagnostics';
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
import type { ApplyOptions } from '../../executors/apply/schema.js';
import type { PlanOptions } from '../../executors/plan/schema.js';
import { nestedMark } from '../collect/index.js';
import { fingerprintOf } from '../group/index.js';
import {
  type CandidateCache,
  openCandidateCache,
  openStore,
  type Store,
  storeFolder,
  type Trial,
} from '../learn/index.js';
import { parsePlan } from '../plan/plan-file.js';
import { createScope } from '../plan/scope.js';
import type { PlanWorkspace } from '../plan/workspace.js';
import type { FixPlan } from '../types.js';
import { applyPlan } from './apply.js';
import { takeTurn } from './journal/lock.js';
import { undoLast } from './journal/undo.js';
import { recover } from './journal/write-tree.js';
import { createReplan } from './replan.js';
import { leftReport, renderApplied, renderRecovered, renderUndone } from './summary.js';
import { mayApply, scoreOf } from './trust.js';
import type { ApplyResult } from './types.js';
import { createNxVerifier } from './verifier/nx-verifier.js';
import { shareCopy, type SharedCopy } from './workspace/share-copy.js';

type Task = EngineTask<ApplyOptions>;

/**
 * `@hone/build-fix:apply`: carries out the plans of projects, one after the other.
 *
 * @param planOptionsOf those of a project's target that plans, for what is planned on the way
 */
export function createApplyEngine(
  workspace: PlanWorkspace,
  planOptionsOf: (project: string) => PlanOptions,
): Engine<ApplyOptions> {
  return {
    name: 'build-fix-apply',
    // Findings are those of the tools; the report is one of the outputs.
    writesReport: false,
    needsClosure: true,
    async *run(tasks, context) {
      if (process.env[nestedMark]) {
        throw new HoneError('A target that build-fix runs depends on build-fix-apply.', {
          hint: 'Take it out of the `dependsOn` of that target.',
        });
      }
      const { workspaceRoot, signal, progress } = context;
      const stateFolder = storeFolder(workspaceRoot);
      const endTurn = await takeTurn(stateFolder, signal, (owner) =>
        progress?.(`Waiting for another build-fix-apply, process ${owner ?? '?'} …`),
      );
      const copies = shareCopy(workspaceRoot, signal);
      try {
        const recovered = await recover(workspaceRoot, stateFolder);
        let notes = recovered ? renderRecovered(recovered) : [];
        for (const task of tasks) {
          const outcome = await outcomeOf(task, { context, stateFolder, workspace, planOptionsOf, copies });
          yield [task.id, { ...outcome, notes: [...notes, ...(outcome.notes ?? [])] }];
          notes = [];
        }
      } finally {
        endTurn();
        await copies.close();
      }
    },
  };
}

/** What keeps one project from being fixed does not concern the next one. */
async function outcomeOf(task: Task, run: ApplyRun): Promise<TaskOutcome> {
  try {
    const { workspaceRoot } = run.context;
    return task.options.undo ? await undo(task, workspaceRoot, run.stateFolder) : await apply(task, run);
  } catch (error) {
    run.context.signal.throwIfAborted();
    return { report: { tools: [], diagnostics: [] }, notes: renderError(error).split('\n'), failed: true };
  }
}

async function undo({ project }: Task, workspaceRoot: string, stateFolder: string): Promise<TaskOutcome> {
  const undone = await undoLast({ workspaceRoot, stateFolder, project });
  return { report: { tools: [], diagnostics: [] }, notes: renderUndone(undone), failed: undone.refused.length > 0 };
}

interface ApplyRun {
  context: EngineContext;
  stateFolder: string;
  workspace: PlanWorkspace;
  planOptionsOf: (project: string) => PlanOptions;
  copies: SharedCopy;
}

async function apply(task: Task, run: ApplyRun): Promise<TaskOutcome> {
  const plan = readPlan(task, run.context.workspaceRoot);
  const targets = task.options.verify ?? plan.targets;
  const problems: string[] = [];
  const tell = (problem: string): void => void problems.push(problem);
  const store = openStore(run.stateFolder, { tell });
  const cache = openCandidateCache(run.stateFolder, { tell });
  try {
    const result = await carryOut(task, plan, targets, { store, cache }, run);
    return describe(task, result, { targets, problems, workspaceRoot: run.context.workspaceRoot });
  } finally {
    store.close();
    cache.close();
  }
}

async function carryOut(
  task: Task,
  plan: FixPlan,
  targets: readonly string[],
  { store, cache }: { store: Store; cache: CandidateCache },
  { context, stateFolder, workspace, planOptionsOf, copies }: ApplyRun,
): Promise<ApplyResult> {
  const { workspaceRoot, signal, progress } = context;
  const { project, root, closure, options } = task;
  if (targets.length === 0 && plan.fixes.length + (plan.offered?.length ?? 0) > 0) {
    throw new HoneError(`Nothing says how fixes of ${project} are verified: its plan was made of logs.`, {
      hint: 'Name targets in the option `verify`.',
    });
  }
  const { unsafe = false, allowDirty = false, dryRun = false, maxPasses, timeout } = options;
  const roots = new Map(workspace.projects.map(({ name, root: folder }) => [name, folder]));
  const trials: Trial[] = [];
  try {
    return await applyPlan(plan, {
      workspaceRoot,
      stateFolder,
      signal,
      allowDirty,
      dryRun,
      ...(maxPasses !== undefined && { maxPasses }),
      ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
      ...(progress && { progress: (line: string) => progress(`${project}: ${line}`) }),
      fingerprintOf,
      allows: mayApply(store.outcomes, unsafe),
      ignores: createScope({ name: project, root }, workspace.projects, { closure }).isForeign,
      score: scoreOf(store.outcomes),
      onOutcome: (fingerprint, fixer, kept) => void trials.push({ fingerprint, fixer, project, kept }),
      replan: createReplan({
        workspaceRoot,
        task,
        plan,
        workspace,
        planOptions: planOptionsOf(project),
        unsafe,
        learned: store.outcomes,
        cache,
        signal,
      }),
      async openCopy() {
        const copy = await copies.open();
        return { ...copy, verifier: createNxVerifier({ copy, project, root, roots, targets }) };
      },
    });
  } finally {
    // A dry run can be had again and again: the same fix would count each time.
    if (trials.length > 0 && !dryRun) store.record(trials);
  }
}

function readPlan(task: Task, workspaceRoot: string): FixPlan {
  const template = task.options.planPath ?? '{workspaceRoot}/dist/hone/{projectRoot}/build-fix.json';
  const file = resolveInWorkspace(template, task, workspaceRoot);
  let text: string;
  try {
    text = fs.readFileSync(path.join(workspaceRoot, file), 'utf8');
  } catch (error) {
    throw new HoneError(`There is no plan ${file}.`, { file, cause: error, hint: 'Run the target `build-fix` first.' });
  }
  return parsePlan(text, file);
}

function describe(
  task: Task,
  result: ApplyResult,
  facts: { targets: readonly string[]; problems: readonly string[]; workspaceRoot: string },
): TaskOutcome {
  const { patchPath, dryRun = false, failOn = 'never' } = task.options;
  const template = patchPath ?? `{workspaceRoot}/dist/hone/{projectRoot}/${task.target}.patch`;
  const patch = resolveInWorkspace(template, task, facts.workspaceRoot);
  const left = leftReport(result);
  const reportPath = resolveReportPath(task, facts.workspaceRoot);
  // The same as the option `undo`, which would first have Nx make a plan.
  const undoCommand = `npx build-fix undo ${task.project}`;
  const { problem } = result;
  return {
    report: { tools: [], diagnostics: [] },
    notes: [
      ...renderApplied(result, { targets: facts.targets, dryRun, patchPath: patch, reportPath, undo: undoCommand }),
      ...(problem ? [`error: ${problem.message}`, `  hint: ${problem.hint}`] : []),
      ...facts.problems,
    ],
    failed: problem !== undefined || failsTask(left, failOn),
    outputs: {
      [patch]: renderUnifiedDiff(result.files),
      [reportPath]: writeSarif(left),
    },
  };
}
