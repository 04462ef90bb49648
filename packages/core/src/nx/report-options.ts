import path from 'node:path';
import { HoneError } from '../diagnostics/hone-error.js';
import type { Level, Report } from '../diagnostics/diagnostic.js';
import type { EngineTask } from './engine.js';

/** When findings fail a task: from which level on, or never. */
export type FailOn = 'error' | 'warning' | 'never';

/** The options that every executor of the family has. */
export interface ReportOptions {
  /** The lowest level of finding that fails the task. Default `error`. */
  failOn?: FailOn;
  /**
   * Where the SARIF report goes: `{workspaceRoot}`, `{projectRoot}`, `{projectName}` are replaced, and a relative path
   * starts at the workspace root. Default `{workspaceRoot}/dist/hone/{projectRoot}/<target>.sarif`.
   */
  reportPath?: string;
}

const FAILING_LEVELS: Record<FailOn, readonly Level[]> = {
  error: ['error'],
  warning: ['error', 'warning'],
  never: [],
};

/** Whether a report fails its task. */
export function failsTask(report: Report, failOn: FailOn = 'error'): boolean {
  const levels = FAILING_LEVELS[failOn];
  return report.diagnostics.some(({ level }) => levels.includes(level));
}

/** The report of a task relative to the workspace root, when its options name no other. */
export function defaultReportPath(root: string, target: string): string {
  return path.posix.join('dist/hone', root, `${target}.sarif`);
}

/**
 * Where a task's report goes.
 *
 * @returns a path relative to the workspace root with forward slashes
 * @throws HoneError when it lies outside the workspace, or names a token that does not exist
 */
export function resolveReportPath(task: EngineTask<ReportOptions>, workspaceRoot: string): string {
  const template = task.options.reportPath;
  return template ? resolveInWorkspace(template, task, workspaceRoot) : defaultReportPath(task.root, task.target);
}

/**
 * Replaces Nx's tokens in a path and makes it relative to the workspace root.
 *
 * @param template a path with `{workspaceRoot}`, `{projectRoot}` or `{projectName}` in it, relative to the workspace root
 *   or absolute
 * @returns a path relative to the workspace root with forward slashes
 * @throws HoneError when it lies outside the workspace, or names a token that does not exist
 */
export function resolveInWorkspace(
  template: string,
  task: Pick<EngineTask<unknown>, 'root' | 'project'>,
  workspaceRoot: string,
): string {
  const tokens: Record<string, string> = { workspaceRoot: '.', projectRoot: task.root, projectName: task.project };
  const expanded = template.replaceAll(/\{(\w+)\}/g, (token, name: string) => {
    const value = tokens[name];
    if (value === undefined) {
      throw new HoneError(`The path "${template}" has the unknown token ${token}.`, {
        hint: 'Known are {workspaceRoot}, {projectRoot} and {projectName}.',
      });
    }
    return value;
  });
  const relative = path.relative(workspaceRoot, path.resolve(workspaceRoot, expanded));
  if (relative === '' || relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw new HoneError(`The path "${template}" lies outside the workspace.`, {
      hint: 'Give a file below {workspaceRoot}, so that Nx can store it.',
    });
  }
  return relative.split(path.sep).join('/');
}
