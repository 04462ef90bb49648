import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { storeFolder } from '../learn/store-folder.js';

/** What is kept of one failed task. */
export interface KeptTask {
  /** As Nx names it: `app:test`. */
  id: string;
  project: string;
  /** The project's folder, relative to the workspace root. */
  root: string;
  /** Its output, or its SARIF report where it wrote one; relative to {@link failuresFolder}. */
  file: string;
  /** How many characters of its output were left out, where it was too long. */
  cut?: number;
}

/** What is kept of the last run that failed. */
export interface KeptRun {
  version: 1;
  tasks: KeptTask[];
}

/** The file that says what is kept. */
export const indexFile = 'kept.json';

/**
 * Where failures of the last run are kept: beside Nx's other state, never among the sources.
 *
 * @param workspaceRoot absolute path
 */
export function failuresFolder(workspaceRoot: string): string {
  return path.join(storeFolder(workspaceRoot), 'failures');
}

/** What is kept, without tasks whose file is gone; undefined where nothing is, or where another version wrote it. */
export function readKeptRun(workspaceRoot: string): KeptRun | undefined {
  const folder = failuresFolder(workspaceRoot);
  try {
    const run = JSON.parse(readFileSync(path.join(folder, indexFile), 'utf8')) as Partial<KeptRun>;
    if (run.version !== 1 || !Array.isArray(run.tasks)) return undefined;
    const tasks = run.tasks.filter(({ file }) => existsSync(path.join(folder, file)));
    return tasks.length > 0 ? { version: 1, tasks } : undefined;
  } catch {
    // No such file, or one that was damaged: the next run that fails writes it anew.
    return undefined;
  }
}
