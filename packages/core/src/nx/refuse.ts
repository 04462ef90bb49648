import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import type { EngineTask } from './engine.js';
import type { TaskGraphLike } from './engine-tasks.js';

/** What Nx knows of a task before it runs. */
export interface CachedTask {
  project: string;
  target: string;
  /** The project's folder, relative to the workspace root. */
  root: string;
  /** Absolute path. */
  workspaceRoot: string;
  /** Of the target; `cache` of a batch's task is the task's own. */
  configuration?: Pick<TargetConfiguration, 'cache' | 'inputs'> | undefined;
}

/**
 * Refuses a task that may not run as it is, such as one whose outcome Nx would cache though it does not hash all that it
 * depends on. The task fails, alone, and a failed task is not stored.
 *
 * @throws HoneError that says what to do instead
 */
export type Refuse<Options> = (options: Options, task: CachedTask) => void | Promise<void>;

/** A task of a batch, as {@link Refuse} takes it. */
export function cachedTaskOf(
  { project, target, root }: Pick<EngineTask<unknown>, 'project' | 'target' | 'root'>,
  { cache }: TaskGraphLike['tasks'][string],
  { root: workspaceRoot, projectGraph }: Pick<ExecutorContext, 'root' | 'projectGraph'>,
): CachedTask {
  const declared = projectGraph?.nodes[project]?.data.targets?.[target];
  return {
    project,
    target,
    root,
    workspaceRoot,
    configuration: { ...declared, ...(cache !== undefined && { cache }) },
  };
}
