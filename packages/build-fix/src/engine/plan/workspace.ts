import type { ExecutorContext } from '@nx/devkit';
import { compareText } from '@hone/core/diagnostics';
import type { ProjectFolder } from '@hone/core/nx';
import type { TargetFacts, TaskFacts } from '../collect/index.js';

/** What a plan needs to know of the workspace's projects: plain data. */
export interface PlanWorkspace {
  /** Sorted by folder. */
  projects: readonly ProjectFolder[];
  /** Targets of each project, by its name. */
  targets: Readonly<Record<string, Readonly<Record<string, TargetFacts & { dependsOn?: readonly unknown[] }>>>>;
  dependencies: TaskFacts['dependencies'];
}

/** Reads it from what Nx tells an executor. */
export function workspaceOf({
  projectGraph: { nodes, dependencies },
}: Pick<ExecutorContext, 'projectGraph'>): PlanWorkspace {
  const entries = Object.entries(nodes);
  return {
    projects: entries
      .map(([name, { data }]) => ({ name, root: data.root }))
      .sort((a, b) => compareText(a.root, b.root) || compareText(a.name, b.name)),
    targets: Object.fromEntries(entries.map(([name, { data }]) => [name, data.targets ?? {}])),
    dependencies: Object.fromEntries(
      Object.entries(dependencies).map(([name, edges]) => [
        name,
        edges.map(({ target }) => target).filter((target) => target in nodes),
      ]),
    ),
  };
}
