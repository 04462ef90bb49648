import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareText, HoneError } from '@hone/core/diagnostics';
import { describeResult, type ProcessResult, runProcess } from '@hone/core/process';
import { readLogText } from '../../read/index.js';
import type { FixContext, LogEntry } from '../../types.js';

const TIMEOUT_MS = 5 * 60 * 1000;

/**
 * What ruff says of the files of some entries, by the project's configuration, and of the rules that they name even where
 * the command line of the log and not the configuration selected them.
 *
 * @throws HoneError when it gives no findings
 */
export async function askRuff(
  ruff: string,
  entries: readonly LogEntry[],
  { workspaceRoot, files, signal }: Pick<FixContext, 'workspaceRoot' | 'files' | 'signal'>,
): Promise<LogEntry[]> {
  const names = unique(entries.map(({ diagnostic }) => diagnostic.location?.file ?? '')).filter((file) =>
    files.exists(file),
  );
  const codes = unique(entries.map(({ diagnostic }) => diagnostic.ruleId));
  const run = (args: readonly string[]): Promise<ProcessResult> =>
    withArgumentFile(
      names.map((name) => path.join(workspaceRoot, name)),
      (file) =>
        runProcess({
          command: ruff,
          args: ['check', ...ARGUMENTS, ...args, `@${file}`],
          cwd: workspaceRoot,
          env: { ...process.env, NO_COLOR: '1' },
          timeoutMs: TIMEOUT_MS,
          signal,
        }),
    );
  let result = await run(['--extend-select', codes.join(',')]);
  // A rule that this ruff does not have, or has in another state, ends it.
  if (result.kind === 'exited' && result.code === 2) result = await run([]);
  if (result.kind !== 'exited' || result.code > 1) throw explain(result);
  return readLogText(result.stdout, { workspaceRoot, sources: (file) => files.read(file) });
}

const ARGUMENTS = ['--quiet', '--no-cache', '--no-fix', '--no-fix-only', '--force-exclude', '--output-format', 'json'];

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort(compareText);

/** Ruff reads arguments from a file, one a line, so that their number has no limit on any system. */
async function withArgumentFile<Result>(
  lines: readonly string[],
  use: (file: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hone-ruff-'));
  try {
    const file = path.join(folder, 'files');
    await writeFile(file, lines.join('\n'));
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function explain(result: ProcessResult): HoneError {
  const stderr = 'stderr' in result ? result.stderr.trim().replace(/\s+/g, ' ').slice(0, 300) : '';
  return new HoneError(`${describeResult('ruff', result)}${stderr === '' ? '' : `: ${stderr}`}`, {
    hint: 'Run `ruff check` on the project to see why it gives no findings.',
  });
}
