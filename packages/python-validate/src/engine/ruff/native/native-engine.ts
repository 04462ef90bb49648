import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProcessResult, runProcess } from '@hone/core/process';
import type { RuffAnswer, RuffEngine, RuffRequest } from '../engine.js';
import type { RuffFinding } from '../finding.js';
import { isSyntaxCode, syntaxRules } from '../rule-table.js';
import { canWiden, lintCoversSyntax, selectedFindings, syntaxFindings } from '../syntax-coverage.js';
import type { NativeRuff } from './find-ruff.js';
import { createLineIndex, parseFindingLine, toNativeFinding } from './parse-output.js';

/** Where ruff runs and what it must not be disturbed by. */
export interface NativeOptions {
  /** Absolute path: ruff takes its base configuration from here. */
  workspaceRoot: string;
  timeoutMs: number;
}

/** Ruff as its own process: one for linting, and one more for files whose syntax linting can't vouch for. */
export function nativeEngine(ruff: NativeRuff, { workspaceRoot, timeoutMs }: NativeOptions): RuffEngine {
  const check = async (args: readonly string[], requests: readonly RuffRequest[], signal: AbortSignal) => {
    if (requests.length === 0) return { findings: new Map<string, RuffFinding[]>() };
    return runCheck({ ruff, cwd: workspaceRoot, args, requests, timeoutMs, signal });
  };
  return {
    version: ruff.version,
    async run(requests, signal) {
      const linted = requests.filter(({ lint }) => lint);
      const widened = linted.some(({ syntax }) => syntax) && canWiden(linted, ruff.version);
      const covered = new Set(requests.filter((request) => lintCoversSyntax(request, ruff.version, widened)));
      const compiled = groupByTarget(requests.filter((request) => request.syntax && !covered.has(request)));
      const [lint, ...syntax] = await Promise.all([
        check(['--force-exclude', ...(widened ? ['--extend-select', syntaxRules.join(',')] : [])], linted, signal),
        ...compiled.map(([target, group]) => check(syntaxArguments(target), group, signal)),
      ]);
      const targets = new Map(
        compiled.flatMap(([, group], index) => group.map((request) => [request, index] as const)),
      );
      return requests.map((request) =>
        assembleAnswer(request, lint, covered.has(request) ? 'lint' : syntax[targets.get(request) ?? -1]),
      );
    },
  };
}

/** The findings of one process by absolute path, or why there are none. */
type CheckOutcome = { findings: Map<string, RuffFinding[]> } | { failure: string };

function assembleAnswer(
  request: RuffRequest,
  lint: CheckOutcome,
  syntax: CheckOutcome | 'lint' | undefined,
): RuffAnswer {
  const answer: RuffAnswer = {};
  if (request.lint) {
    if ('failure' in lint) answer.failure = lint.failure;
    else answer.lint = selectedFindings(request, lint.findings.get(request.file.path) ?? []);
  }
  if (!request.syntax || syntax === undefined) return answer;
  if (syntax === 'lint') {
    if ('findings' in lint) answer.syntax = syntaxFindings(lint.findings.get(request.file.path) ?? []);
  } else if ('failure' in syntax) {
    answer.failure = syntax.failure;
  } else {
    const found = syntax.findings.get(request.file.path) ?? [];
    answer.syntax = found.filter(({ code }) => isSyntaxCode(code)).map(({ fix: _fix, ...finding }) => finding);
  }
  return answer;
}

function syntaxArguments(target: string): string[] {
  return ['--isolated', '--ignore-noqa', '--target-version', target, '--select', syntaxRules.join(',')];
}

function groupByTarget(requests: readonly RuffRequest[]): [string, RuffRequest[]][] {
  const groups = new Map<string, RuffRequest[]>();
  for (const request of requests) {
    const target = request.syntax ?? '';
    const group = groups.get(target);
    if (group) group.push(request);
    else groups.set(target, [request]);
  }
  return [...groups];
}

interface CheckRun {
  ruff: NativeRuff;
  cwd: string;
  args: readonly string[];
  requests: readonly RuffRequest[];
  timeoutMs: number;
  signal: AbortSignal;
}

async function runCheck({ ruff, cwd, args, requests, timeoutMs, signal }: CheckRun): Promise<CheckOutcome> {
  const files = new Map(requests.map(({ file }) => [file.path, file]));
  const findings = new Map<string, RuffFinding[]>();
  const indexes = new Map<string, ReturnType<typeof createLineIndex>>();
  let rubbish: string | undefined;
  const collect = (line: string) => {
    if (line.trim() === '') return;
    const native = parseFindingLine(line);
    const file = native && files.get(native.filename);
    if (!native) rubbish ??= line;
    if (!native || !file) return;
    const index = indexes.get(file.path) ?? createLineIndex(file.text);
    indexes.set(file.path, index);
    const list = findings.get(file.path);
    const finding = toNativeFinding(native, index);
    if (list) list.push(finding);
    else findings.set(file.path, [finding]);
  };
  const result = await withArgumentFile([...files.keys()], (argumentFile) =>
    runProcess({
      command: ruff.path,
      args: ['check', ...commonArguments, ...args, `@${argumentFile}`],
      cwd,
      env: environmentOfItsOwn(),
      timeoutMs,
      signal,
      // Findings are taken line by line; of the text only what explains a failure is kept.
      maxBuffer: 100_000,
      onStdoutLine: collect,
    }),
  );
  const failure = explainFailure(result, rubbish, timeoutMs);
  return failure === undefined ? { findings } : { failure };
}

const commonArguments = ['--quiet', '--no-cache', '--no-fix', '--no-fix-only', '--output-format', 'json-lines'];

/** Settings of the caller's shell and home folder must not decide what a cached task finds. */
function environmentOfItsOwn(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('RUFF_'));
  const nowhere = join(tmpdir(), 'hone-no-user-configuration');
  return { ...Object.fromEntries(kept), XDG_CONFIG_HOME: nowhere, NO_COLOR: '1' };
}

/** Ruff reads arguments from a file, one a line, so that their number has no limit on any system. */
async function withArgumentFile<Result>(
  paths: readonly string[],
  use: (file: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'hone-ruff-'));
  try {
    const file = join(folder, 'files');
    await writeFile(file, paths.join('\n'));
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function explainFailure(result: ProcessResult, rubbish: string | undefined, timeoutMs: number): string | undefined {
  switch (result.kind) {
    case 'exited':
      if (result.code > 1) return `it ended with exit code ${result.code}: ${lastWords(result.stderr)}`;
      return rubbish === undefined ? undefined : `it printed what is no finding: ${rubbish.slice(0, 100)}`;
    case 'signalled':
      return `it was ended by ${result.signal}`;
    case 'timed-out':
      return `it did not finish within ${timeoutMs / 1000} s`;
    case 'aborted':
      return 'the run was cancelled';
    default:
      return 'it could not be started';
  }
}

function lastWords(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return (
    lines
      .filter((line) => line !== '')
      .join(' ')
      .slice(0, 500) || 'it said nothing'
  );
}
