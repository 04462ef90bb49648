import { readFileSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { renderError } from '../diagnostics/hone-error.js';
import { writeFileAtomic } from '../edits/atomic-write.js';
import { writeSarif } from '../sarif/write.js';
import type { Engine, EngineTask, TaskOutcome } from './engine.js';
import { type ReportOptions, failsTask, resolveInWorkspace, resolveReportPath } from './report-options.js';
import type { TaskEnd } from './run-tasks.js';

/** How a task is shown, apart from what it found. */
export interface TerminalSettings {
  color: boolean;
  /** Whether GitHub's workflow commands are written too. */
  annotations: boolean;
}

/** The end of a task as Nx takes it: Nx prints the text, stores it and shows it again on a cache hit. */
export interface FinishedTask {
  success: boolean;
  terminalOutput: string;
}

/** Colours as Nx was asked for (it sets `FORCE_COLOR` for its task processes), annotations on GitHub's runners. */
export function terminalSettings(env: NodeJS.ProcessEnv): TerminalSettings {
  const forced = env['FORCE_COLOR'];
  const color = !env['NO_COLOR'] && (forced !== undefined ? forced !== '0' && forced !== 'false' : false);
  return { color, annotations: env['GITHUB_ACTIONS'] === 'true' };
}

/** Writes what a task produced, and gives Nx its verdict and its text. Never throws. */
export async function finishTask<Options extends ReportOptions>(
  engine: Pick<Engine<Options>, 'isCheck' | 'writesReport'>,
  task: EngineTask<Options>,
  end: TaskEnd,
  workspaceRoot: string,
  settings: TerminalSettings,
): Promise<FinishedTask> {
  if (end.kind === 'failed') return failedTask(end.error);
  try {
    const reportPath = engine.writesReport === false ? undefined : resolveReportPath(task, workspaceRoot);
    await writeOutputs(task, end.outcome, reportPath, workspaceRoot);
    return {
      success: isSuccess(end.outcome, task.options),
      terminalOutput: await renderOutcome(end.outcome, engine.isCheck ?? true, reportPath, workspaceRoot, settings),
    };
  } catch (error) {
    return failedTask(error);
  }
}

function isSuccess({ failed, passed, report }: TaskOutcome, { failOn }: ReportOptions): boolean {
  return !failed && (passed || !failsTask(report, failOn));
}

/** A task that could not be run, or whose results could not be written. */
export function failedTask(error: unknown): FinishedTask {
  return { success: false, terminalOutput: `${renderError(error)}\n` };
}

/** Side files first: whoever sees the report finds the rest in place. */
async function writeOutputs(
  task: EngineTask<ReportOptions>,
  outcome: TaskOutcome,
  reportPath: string | undefined,
  workspaceRoot: string,
): Promise<void> {
  for (const [file, text] of Object.entries(outcome.outputs ?? {})) {
    await writeFileAtomic(path.join(workspaceRoot, resolveInWorkspace(file, task, workspaceRoot)), text);
  }
  if (reportPath !== undefined) {
    await writeFileAtomic(path.join(workspaceRoot, reportPath), writeSarif(outcome.report));
  }
}

/** The notes and the findings. What renders findings is loaded when there are any: most tasks are clean. */
async function renderOutcome(
  { report, notes = [] }: TaskOutcome,
  isCheck: boolean,
  reportPath: string | undefined,
  workspaceRoot: string,
  { color, annotations }: TerminalSettings,
): Promise<string> {
  const parts = [...notes];
  if (report.diagnostics.length > 0) {
    const { renderGithubAnnotations, renderTerminal } = await import('../diagnostics/render/index.js');
    const sources = (file: string): string | undefined => readSource(path.join(workspaceRoot, file));
    parts.push(renderTerminal(report, { color, sources, ...(reportPath !== undefined && { reportPath }) }));
    if (annotations) parts.push(renderGithubAnnotations(report));
  } else if (isCheck && reportPath !== undefined) parts.push(pc.createColors(color).green('No findings.'));
  const shown = parts.filter((part) => part !== '');
  return shown.length > 0 ? `${shown.join('\n')}\n` : '';
}

function readSource(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
