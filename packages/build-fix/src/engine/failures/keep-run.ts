import { promises as fs, statSync } from 'node:fs';
import path from 'node:path';
import { type CutText, cutText } from './cut-text.js';
import { failuresFolder, indexFile, type KeptRun, type KeptTask, readKeptRun } from './kept-run.js';

/** A task of a run that ended. */
export interface EndedTask {
  id: string;
  project: string;
  target: string;
  /** The project's folder, relative to the workspace root. */
  root: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** What it printed. */
  output?: string | undefined;
}

/** A run of Nx that ended. */
export interface EndedRun {
  /** Absolute path. */
  workspaceRoot: string;
  tasks: readonly EndedTask[];
  /** Milliseconds since the epoch, for telling what was written in the run. */
  startedAt: number;
}

/** How much is kept. */
export interface KeepLimits {
  /** Characters of one task's output. Default 4 Mi. */
  perTask?: number;
  /** Characters of all. Default 64 Mi. */
  total?: number;
}

/** What a run that died has left is removed after this time. */
const LEFT_BEHIND_MS = 60 * 60 * 1000;

/**
 * Keeps what failed in a run, in place of what was kept before. After a run in which nothing failed, what was kept of tasks
 * that now pass is removed.
 *
 * @returns what is kept of this run; undefined when nothing failed in it
 */
export async function keepRun(run: EndedRun, limits: KeepLimits = {}): Promise<KeptRun | undefined> {
  const folder = failuresFolder(run.workspaceRoot);
  const failed = run.tasks.filter(({ outcome, output }) => outcome === 'failed' && output);
  if (failed.length === 0) {
    await dropPassed(folder, run);
    return undefined;
  }
  const name = `${Date.now().toString(36)}-${process.pid}`;
  const before = readKeptRun(run.workspaceRoot);
  await fs.mkdir(path.join(folder, name), { recursive: true });
  const tasks = await writeTasks(failed, run, path.join(folder, name), limits);
  const kept: KeptRun = { version: 1, tasks: tasks.map((task) => ({ ...task, file: `${name}/${task.file}` })) };
  await writeIndex(folder, kept);
  await removeOthers(folder, name, before);
  return kept;
}

async function dropPassed(folder: string, { workspaceRoot, tasks }: EndedRun): Promise<void> {
  const kept = readKeptRun(workspaceRoot);
  if (!kept) return;
  const passed = new Set(tasks.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id));
  const left = kept.tasks.filter(({ id }) => !passed.has(id));
  if (left.length === kept.tasks.length) return;
  if (left.length > 0) await writeIndex(folder, { version: 1, tasks: left });
  const gone = left.length > 0 ? kept.tasks.filter(({ id }) => passed.has(id)).map(({ file }) => file) : ['.'];
  for (const file of gone) await fs.rm(path.join(folder, file), { recursive: true, force: true });
}

async function writeTasks(
  failed: readonly EndedTask[],
  { workspaceRoot, startedAt }: EndedRun,
  folder: string,
  { perTask = 4 << 20, total = 64 << 20 }: KeepLimits,
): Promise<KeptTask[]> {
  const kept: KeptTask[] = [];
  let left = total;
  for (const [index, { id, project, root, target, output = '' }] of failed.entries()) {
    const room = Math.min(perTask, left);
    if (room <= 0) break;
    const report = freshReport(path.join(workspaceRoot, 'dist', 'hone', root, `${target}.sarif`), startedAt, room);
    const file = `${index}.${report ? 'sarif' : 'log'}`;
    const { text, cut }: CutText = report ? { text: '', cut: 0 } : cutText(output, room);
    if (report) await fs.copyFile(report.file, path.join(folder, file));
    else await fs.writeFile(path.join(folder, file), text);
    left -= report ? report.size : text.length;
    kept.push({ id, project, root, file, ...(cut > 0 && { cut }) });
  }
  return kept;
}

/** The report that a tool of the family wrote in the run: it tells more than the text, and is read in its place. */
function freshReport(file: string, startedAt: number, room: number): { file: string; size: number } | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  // Times of files may be kept to the second.
  if (!stats?.isFile() || stats.mtimeMs < startedAt - 1000 || stats.size > room) return undefined;
  return { file, size: stats.size };
}

async function writeIndex(folder: string, run: KeptRun): Promise<void> {
  const { writeFileAtomic } = await import('@hone/core/edits');
  await writeFileAtomic(path.join(folder, indexFile), `${JSON.stringify(run, null, 1)}\n`);
}

/** Another run may be writing just now, so only folders of what was kept before, and old ones, are removed. */
async function removeOthers(folder: string, name: string, before: KeptRun | undefined): Promise<void> {
  const done = new Set(before?.tasks.map(({ file }) => file.split('/')[0]));
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    const other = path.join(folder, entry.name);
    if (!entry.isDirectory() || entry.name === name) continue;
    if (!done.has(entry.name) && Date.now() - statSync(other).mtimeMs < LEFT_BEHIND_MS) continue;
    await fs.rm(other, { recursive: true, force: true });
  }
}
