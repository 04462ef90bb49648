import type { EngineTask } from '@hone/core/nx';
import type { PlanOptions } from '../../executors/plan/schema.js';
import type { CandidateCache } from '../learn/index.js';
import { readChangedFiles, readIgnored } from '../plan/git.js';
import { loadParts } from '../plan/parts.js';
import { planFixes } from '../plan/plan.js';
import { createRuleFilter } from '../plan/rule-filter.js';
import { createSourceFiles } from '../plan/source-files.js';
import type { PlanWorkspace } from '../plan/workspace.js';
import type { FixPlan, Learned } from '../types.js';
import type { ApplyOptions } from './types.js';

/** With what is planned on the way. */
export interface ReplanOptions {
  /** Absolute path of the workspace itself. */
  workspaceRoot: string;
  task: Omit<EngineTask<unknown>, 'options'>;
  /** The plan that is carried out. */
  plan: FixPlan;
  workspace: PlanWorkspace;
  /** Options of the target that made it. */
  planOptions: PlanOptions;
  unsafe: boolean;
  learned: Learned;
  /** What fixers said before. */
  cache: CandidateCache;
  signal: AbortSignal;
}

/** Plans what is left in the copy, within the bounds of the first plan. */
export function createReplan(options: ReplanOptions): NonNullable<ApplyOptions['replan']> {
  const { workspaceRoot, task, plan, workspace, planOptions, learned, signal } = options;
  const { project, root, nestedRoots, closure } = task;
  const { rules, include, exclude, onlyChanged, unsafe = options.unsafe } = planOptions;
  const excluded = new Set(
    plan.left.filter(({ reason }) => reason === 'excluded').map(({ diagnostic }) => diagnostic.location?.file),
  );
  return async (entries, { workspace: copy }) => {
    const files = createSourceFiles(copy);
    const parts = await loadParts(copy, files, options.cache);
    // Git knows the workspace, not the copy.
    const place = { workspaceRoot, signal };
    const wanted = entries.filter(({ diagnostic }) => !excluded.has(diagnostic.location?.file));
    const context = {
      workspaceRoot: copy,
      files,
      project: { name: project, root, nestedRoots },
      projects: workspace.projects,
      unsafe,
      signal,
    };
    const { plan: next } = await planFixes(wanted, context, {
      ...parts,
      learned: (fingerprint, fixer) => learned(fingerprint, fixer) ?? parts.learned(fingerprint, fixer),
      targets: plan.targets,
      include,
      exclude,
      closure,
      wants: createRuleFilter(rules),
      onlyFiles: onlyChanged === undefined ? undefined : new Set(await readChangedFiles(place, onlyChanged)),
      ignoredOf: (names) => readIgnored(place, names),
    });
    return next;
  };
}
