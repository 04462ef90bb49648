import { compareText } from '@hone/core/diagnostics';

/** What a run of Nx leaves behind about its tasks, in `run.json` of its cache folder. */
interface RunFile {
  run?: { command?: string; startTime?: string };
  tasks?: { taskId?: unknown; hash?: unknown; status?: unknown }[];
}

/** A task that failed. */
export interface FailedTask {
  /** `app:lint` */
  id: string;
  /** Its hash, by which Nx names the file with its output; absent when only the output of the run tells of it. */
  hash?: string;
}

/**
 * The failed tasks of a run by the file that it left, sorted.
 *
 * @param run what was called and when, so that the file of another run in the same folder is not taken for this one's
 * @returns undefined when the file is not that of the run
 */
export function parseRunFile(
  text: string,
  run: { args: readonly string[]; startedAt: number },
): FailedTask[] | undefined {
  let file: RunFile | null;
  try {
    file = JSON.parse(text) as RunFile | null;
  } catch {
    return undefined;
  }
  const isOurs =
    file?.run?.command?.endsWith(run.args.join(' ')) && Date.parse(file.run.startTime ?? '') >= run.startedAt;
  if (!isOurs || !Array.isArray(file?.tasks)) return undefined;
  return file.tasks
    .flatMap(({ taskId, hash, status }): FailedTask[] =>
      status !== 0 && typeof taskId === 'string' ? [{ id: taskId, ...(typeof hash === 'string' && { hash }) }] : [],
    )
    .sort((a, b) => compareText(a.id, b.id));
}

/** The tasks that Nx lists after a heading at the end of a run: `Failed tasks:`, then `- app:lint` on a line each. */
export function listedTasks(output: string, heading: RegExp): string[] {
  const lines = output.split(/\r?\n/);
  const start = lines.findLastIndex((line) => heading.test(line));
  if (start < 0) return [];
  const found: string[] = [];
  for (const line of lines.slice(start + 1)) {
    const id = /^\s*- (\S+)\s*$/.exec(line)?.[1];
    if (id !== undefined) found.push(id);
    else if (line.trim() !== '') break;
  }
  return found.sort(compareText);
}

export const failedHeading = /^\s*Failed tasks:/;
export const skippedHeading = /^\s*Tasks not run because/;

/** What stands below the headings that name a task, up to those of others, in what a run with static output wrote. */
export function sectionOf(taskId: string, output: string): string {
  const sections = output.split(/^.{0,4}\bnx run (?=\S+:)/m).slice(1);
  const own = sections.filter((section) => /^\S+/.exec(section)?.[0] === taskId);
  return own.map((section) => section.slice(section.indexOf('\n') + 1).trim()).join('\n');
}
