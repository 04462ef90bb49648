import { type Diagnostic, sortDiagnostics } from '@hone/core';
import { createWalker } from '@hone/core/files';
import { type Engine, type EngineTask, type TaskOutcome, resolveInWorkspace } from '@hone/core/nx';
import type { PruneOptions } from '../executors/prune/schema.js';
import { ecosystems } from './ecosystems.js';
import { judge } from './judge/judge.js';
import { ruleOf, verdictKinds } from './judge/verdict-kinds.js';
import { readManifests } from './read-manifests.js';
import { diagnosticsOf, tool } from './report/diagnostics.js';
import { summaryOf } from './report/summary.js';
import { renderVerdicts } from './report/verdict-file.js';
import type { Ecosystem, ProjectFacts, ProjectRequest, Verdict, VerdictKind } from './types.js';

/** `@hone/dep-prune:prune`: reads the facts of each project, judges its dependencies, and reports. */
export const pruneEngine: Engine<PruneOptions> = {
  name: tool,
  needsClosure: true,
  async *run(tasks, { workspaceRoot }) {
    const walker = createWalker(workspaceRoot);
    for (const task of tasks) {
      yield [task.id, await prune(task, { ...requestOf(task), workspaceRoot, walker })];
    }
  },
};

async function prune(task: EngineTask<PruneOptions>, request: ProjectRequest): Promise<TaskOutcome> {
  const diagnostics: Diagnostic[] = [];
  const verdicts: Verdict[] = [];
  for (const load of ecosystems) {
    const ecosystem = await load();
    const facts = await ecosystem.read(request);
    if (!facts) continue;
    const judged = judge(facts, { keep: task.options.keep ?? [] });
    verdicts.push(...judged);
    diagnostics.push(...facts.diagnostics, ...findingsOf(judged, facts, ecosystem, request));
  }
  const { verdictsPath = '{workspaceRoot}/dist/hone/{projectRoot}/dep-prune.json' } = task.options;
  return {
    report: { tools: [{ name: tool, rules: rules() }], diagnostics: sortDiagnostics(diagnostics) },
    notes: [summaryOf(verdicts)],
    outputs: {
      [resolveInWorkspace(verdictsPath, task, request.workspaceRoot)]: renderVerdicts(task.project, verdicts),
    },
  };
}

function requestOf({
  project,
  root,
  nestedRoots,
  closure = [],
  options,
}: EngineTask<PruneOptions>): Omit<ProjectRequest, 'workspaceRoot' | 'walker'> {
  return { project: { name: project, root }, nestedRoots, closure, options };
}

/** Findings with the edits that would carry them out; a manifest that was not fully understood gets none. */
function findingsOf(
  verdicts: readonly Verdict[],
  { unreadable }: ProjectFacts,
  ecosystem: Ecosystem,
  { workspaceRoot, options }: ProjectRequest,
): Diagnostic[] {
  const ignored = new Set<string>(options.ignore ?? []);
  const reported = verdicts.filter(({ kind }) => !ignored.has(kind));
  const manifests = readManifests(workspaceRoot, reported, unreadable);
  const { split = false } = options;
  return diagnosticsOf(reported, (verdict) => ecosystem.planEdits([verdict], manifests, { split }));
}

function rules(): ReturnType<typeof ruleOf>[] {
  return (Object.keys(verdictKinds) as VerdictKind[]).map(ruleOf);
}
