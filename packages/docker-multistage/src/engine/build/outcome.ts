import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Diagnostic, sortDiagnostics } from '@hone/core/diagnostics';
import { type EngineTask, type TaskOutcome, resolveInWorkspace } from '@hone/core/nx';
import type { BuildOptions } from '../../executors/build/schema.js';
import { toolName } from './checks.js';
import { type FailedStep, renderBytes } from './progress.js';
import { rules } from './rules.js';
import type { ImageEnd, ImageFile, ImageResult } from './types.js';

type Task = EngineTask<BuildOptions>;

/** How an image ended, with the step that made it fail. */
export type ImageEndWithStep = ImageEnd & { step?: FailedStep };

/** How many of a failed step's last lines are shown. */
const SHOWN_LINES = 20;

/** The outcome of a task whose images were built or failed. */
export function outcomeOf(
  task: Task,
  ends: readonly ImageEndWithStep[],
  found: readonly Diagnostic[],
  workspaceRoot: string,
): TaskOutcome {
  const images = ends.flatMap((end) => (end.kind === 'built' ? [end.image] : []));
  const failures = ends.flatMap((end) => (end.kind === 'failed' ? end.diagnostics : []));
  const notes = ends.flatMap((end) => (end.kind === 'built' ? [describeImage(end.image)] : describeFailure(end.step)));
  if (images.length < ends.length) return { ...failedTask(task, [...found, ...failures], workspaceRoot), notes };
  const file: ImageFile = { schema: 1, project: task.project, images };
  return {
    report: reportOf([...found, ...failures]),
    notes,
    outputs: { [imagePathOf(task, workspaceRoot)]: `${JSON.stringify(file, null, 2)}\n` },
  };
}

/** The outcome of a task that has no images. An image.json of an earlier build would not be true any more. */
export function failedTask(task: Task, found: readonly Diagnostic[], workspaceRoot: string): TaskOutcome {
  try {
    rmSync(path.join(workspaceRoot, imagePathOf(task, workspaceRoot)), { force: true });
  } catch {
    // A path that is not valid was never written.
  }
  return { report: reportOf(found), failed: true };
}

function imagePathOf(task: Task, workspaceRoot: string): string {
  return resolveInWorkspace(task.options.imagePath ?? 'dist/hone/{projectRoot}/image.json', task, workspaceRoot);
}

/** Several images of one Dockerfile fail for the same reason once. */
function reportOf(found: readonly Diagnostic[]): TaskOutcome['report'] {
  const unique = new Map(found.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return { tools: [{ name: toolName, rules: [...rules] }], diagnostics: sortDiagnostics([...unique.values()]) };
}

function describeImage({ tags, id, size, layers, steps, archive, pushed }: ImageResult): string {
  const cached = steps.filter((step) => step.cached).length;
  const lines = [
    `${tags.join(', ')}: ${id.slice(0, 19)}, ${renderBytes(size)} in ${layers.length} layers, ${cached} of ${steps.length} steps cached`,
    ...(archive === undefined ? [] : [`  written to ${archive}`]),
    ...(pushed ?? []).map((reference) => `  pushed as ${reference}`),
  ];
  return lines.join('\n');
}

function describeFailure(step: FailedStep | undefined): string[] {
  if (!step || step.log.length === 0) return [];
  const lines = step.log.slice(-SHOWN_LINES).map((line) => `  | ${line}`);
  const name = step.name.replace(/\s+/g, ' ');
  return [`${name.length > 150 ? `${name.slice(0, 147)}…` : name}\n${lines.join('\n')}`];
}
