import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic, Level } from '../diagnostics/diagnostic.js';
import type { Engine, TaskOutcome } from './engine.js';
import type { TaskGraphLike } from './engine-tasks.js';
import type { ReportOptions } from './report-options.js';

/** A folder that stands for a workspace, and a way to remove it. */
export function temporaryWorkspace(): { root: string; remove(): void } {
  const root = mkdtempSync(path.join(tmpdir(), 'hone-nx-'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** An outcome with one finding of each level given. */
export function outcome(...levels: Level[]): TaskOutcome {
  const diagnostics: Diagnostic[] = levels.map((level) => ({
    tool: 'demo',
    ruleId: `demo/${level}`,
    level,
    message: `a finding of level ${level}`,
  }));
  return { report: { tools: [{ name: 'demo', version: '1.0.0' }], diagnostics } };
}

/** An engine that runs the function given. */
export function engineOf(run: Engine<ReportOptions>['run'], name = 'demo'): Engine<ReportOptions> {
  return { name, run };
}

/** A task graph of `<project>:check` tasks, each with the projects it waits for, in the form of Nx 23 or 24. */
export function graphOf(projects: Record<string, string[]>, nx: 23 | 24 = 23): TaskGraphLike {
  const id = (project: string): string => `${project}:check`;
  const names = Object.keys(projects);
  return {
    tasks: Object.fromEntries(names.map((p) => [id(p), { id: id(p), target: { project: p, target: 'check' } }])),
    dependencies: Object.fromEntries(
      Object.entries(projects).map(([p, deps]) => [id(p), deps.map((d) => (nx === 23 ? id(d) : { id: id(d) }))]),
    ),
  };
}

/** Nx's context for projects that lie at `libs/<name>`, or at the roots given. */
export function contextOf(root: string, projects: Record<string, string>): never {
  const nodes = Object.entries(projects).map(([name, folder]) => [name, { name, type: 'lib', data: { root: folder } }]);
  return {
    root,
    isVerbose: false,
    projectGraph: { nodes: Object.fromEntries(nodes), dependencies: {} },
    projectsConfigurations: { version: 2, projects: {} },
  } as never;
}
