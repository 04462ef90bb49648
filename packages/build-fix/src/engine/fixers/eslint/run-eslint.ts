import { HoneError } from '@hone/core/diagnostics';
import { describeResult, type ProcessResult, runProcess } from '@hone/core/process';
import { type ChildInput, type ChildLine, childScript, type LintMessage, MARK } from './child-script.js';

/** A run of ESLint over some files of a folder. */
export interface LintRequest {
  /** Absolute: the project's root. */
  folder: string;
  files: ChildInput['files'];
  signal: AbortSignal;
  /** How long one file may take, the first with the start of ESLint. Default: a minute. */
  fileTimeoutMs?: number;
}

const FILE_MS = 60_000;
/** After as many files that took ESLint down, the rest is not tried: each costs the whole time. */
const MOST_FAILURES = 2;

/**
 * Runs the ESLint that is installed for a folder, with its configuration, in a process of its own.
 *
 * @returns the messages of each file, by its path; a file that is ignored, or at which ESLint failed, may be missing
 * @throws HoneError when ESLint cannot be loaded, or fails at every file
 */
export async function runEslint(request: LintRequest): Promise<ReadonlyMap<string, readonly LintMessage[]>> {
  const linted = new Map<string, readonly LintMessage[]>();
  const problems: string[] = [];
  let files = request.files;
  for (let failures = 0; files.length > 0 && failures < MOST_FAILURES; failures++) {
    const { stoppedAt, problem } = await runOnce({ ...request, files }, linted, problems);
    if (request.signal.aborted) return linted;
    if (problem !== undefined) problems.push(problem);
    if (stoppedAt === undefined) break;
    files = files.slice(files.findIndex(({ path }) => path === stoppedAt) + 1);
  }
  const [first] = problems;
  if (first !== undefined && linted.size === 0) {
    throw new HoneError(`ESLint gave no results: ${first}`, {
      code: 'eslint/failed',
      hint: 'Run it by hand in the project to see why; fixes of its findings are left out until it works.',
    });
  }
  return linted;
}

interface RunOutcome {
  /** The file at which the process came to an unwanted end. */
  stoppedAt?: string;
  problem?: string;
}

async function runOnce(
  { folder, files, signal, fileTimeoutMs = FILE_MS }: LintRequest,
  linted: Map<string, readonly LintMessage[]>,
  problems: string[],
): Promise<RunOutcome> {
  const watch = new AbortController();
  let current: string | undefined;
  const patience = (): NodeJS.Timeout => setTimeout(() => watch.abort(), fileTimeoutMs);
  let timer = patience();
  const hear = (line: ChildLine): void => {
    clearTimeout(timer);
    timer = patience();
    current = line.kind === 'start' ? line.path : undefined;
    if (line.kind === 'linted') linted.set(line.path, line.messages);
    if (line.kind === 'failed' || line.kind === 'missing') problems.push(firstLine(line.message));
  };
  const input: ChildInput = { folder, mark: MARK, files };
  const result = await runProcess({
    command: process.execPath,
    args: ['-e', childScript],
    cwd: folder,
    input: JSON.stringify(input),
    signal: AbortSignal.any([signal, watch.signal]),
    maxBuffer: 64 * 1024,
    onStdoutLine: (line) => {
      if (line.startsWith(MARK)) hear(JSON.parse(line.slice(MARK.length)) as ChildLine);
    },
  });
  clearTimeout(timer);
  return endOf(result, current, watch.signal.aborted ? fileTimeoutMs : undefined);
}

function endOf(result: ProcessResult, current: string | undefined, waitedMs: number | undefined): RunOutcome {
  if (result.kind === 'exited' && current === undefined) return {};
  const how =
    waitedMs === undefined ? describeResult('it', result) : `it took more than ${waitedMs / 1000} s for a file`;
  return { problem: how, ...(current !== undefined && { stoppedAt: current }) };
}

const firstLine = (text: string): string => text.trim().split('\n', 1)[0] ?? '';
