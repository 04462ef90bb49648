import path from 'node:path';
import { errorMessage, HoneError } from '@hone/core/diagnostics';
import type { Engine, EngineTask, TaskOutcome } from '@hone/core/nx';
import type { ContextOptions } from '../../executors/context/schema.js';
import { type Contents, createContents } from './contents.js';
import { renderContextFile } from './context-file.js';
import { type ContextPlan, planContext } from './plan.js';
import { contextProblem, ruleDescriptors, toolName } from './problems.js';
import { createShared } from './shared.js';
import type { ContextRequest, Shared } from './types.js';
import type { WrittenContext } from './digest.js';
import { writeContext } from './write.js';

/** Where the context of a project lies, relative to the workspace root. */
export const contextFolder = (root: string): string => path.posix.join('dist/hone', root, 'docker-context');

/**
 * Writes the build context of each project: the files of the project and its closure, and the part of each lock that
 * they can install. Nothing else of the workspace can change a byte of it.
 */
export const contextEngine: Engine<ContextOptions> = {
  name: toolName,
  writesReport: false,
  needsClosure: true,
  async *run(tasks, { workspaceRoot, signal }) {
    const shared = createShared();
    const contents = createContents(workspaceRoot);
    for (const task of tasks) {
      if (signal.aborted) return;
      yield [task.id, await makeContext(task, workspaceRoot, shared, contents)] as const;
    }
  },
};

async function makeContext(
  task: EngineTask<ContextOptions>,
  workspaceRoot: string,
  shared: Shared,
  contents: Contents,
): Promise<TaskOutcome> {
  const project = { name: task.project, root: task.root, nestedRoots: task.nestedRoots };
  const request: ContextRequest = {
    workspaceRoot,
    project,
    closure: task.closure ?? [],
    externals: task.externals,
    shared,
  };
  const tools = [{ name: toolName, rules: ruleDescriptors }];
  try {
    const plan = await planContext(request, task.options);
    const report = { tools, diagnostics: plan.diagnostics };
    if (plan.diagnostics.some(({ level }) => level === 'error')) {
      return { report, failed: true, notes: ['No context was written; a former one is as it was.'] };
    }
    const folder = contextFolder(task.root);
    const written = await writeContext(path.join(workspaceRoot, folder), plan.entries, workspaceRoot, contents);
    return {
      report,
      notes: [describe(request, plan, written)],
      outputs: { [`${folder}.json`]: renderContextFile(request, plan, written) },
    };
  } catch (error) {
    return { report: { tools, diagnostics: [diagnosticOf(error)] }, failed: true };
  }
}

function diagnosticOf(error: unknown): ReturnType<typeof contextProblem> {
  const { hint, file, line } = error instanceof HoneError ? error : {};
  return contextProblem('docker/context-write-failed', 'error', errorMessage(error), {
    ...(hint !== undefined && { hint }),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
  });
}

function describe({ project, closure }: ContextRequest, { locks }: ContextPlan, written: WrittenContext): string {
  const size =
    written.bytes < 1024 * 1024
      ? `${Math.ceil(written.bytes / 1024)} KiB`
      : `${(written.bytes / 1024 / 1024).toFixed(1)} MiB`;
  const others =
    closure.length === 0 ? '' : ` and ${closure.length} ${closure.length === 1 ? 'project' : 'projects'} it depends on`;
  const sliced = locks.length === 0 ? '' : `, with ${locks.join(', ')}`;
  return `${written.files} files (${size}) of ${project.name}${others}${sliced}.`;
}
