import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { describeResult, runProcess } from '@hone/core/process';
import { readLogText } from '../../read/index.js';
import type { FixContext, LogEntry } from '../../types.js';
import type { CargoCall } from './cargo-calls.js';

/** A cold build of a large workspace takes its time; one that hangs must end. */
const TIMEOUT_MS = 15 * 60 * 1000;

/** What a call of cargo says, in the workspace's own target folder, where the failed build left most of what is needed. */
export async function askCargo(
  cargo: string,
  { root, packages, command, entries }: CargoCall,
  { workspaceRoot, files, signal }: FixContext,
): Promise<{ entries: LogEntry[] } | { problem: HoneError }> {
  const lines: string[] = [];
  const result = await runProcess({
    command: cargo,
    args: [
      command,
      '--message-format=json',
      '--all-targets',
      '--keep-going',
      // A plan changes no file, and the lock is one.
      '--locked',
      ...packages.flatMap((name) => ['--package', name]),
    ],
    cwd: path.join(workspaceRoot, root),
    env: { ...process.env, CARGO_TERM_COLOR: 'never', CARGO_TERM_PROGRESS_WHEN: 'never', CARGO_TERM_QUIET: 'false' },
    timeoutMs: TIMEOUT_MS,
    signal,
    maxBuffer: 1024 * 1024,
    onStdoutLine: (line) => {
      if (line.startsWith('{"reason":"compiler-message"')) lines.push(line);
    },
  });
  const isDone = result.kind === 'exited' && (result.code === 0 || lines.length > 0);
  if (!isDone) return { problem: explain(command, result, workspaceRoot, root) };
  const known = new Set(entries.map(({ diagnostic }) => diagnostic.location?.file));
  const told = readLogText(lines.join('\n'), { workspaceRoot, sources: (file) => files.read(file) });
  return { entries: told.filter(({ diagnostic }) => known.has(diagnostic.location?.file)) };
}

function explain(
  command: string,
  result: Awaited<ReturnType<typeof runProcess>>,
  workspaceRoot: string,
  root: string,
): HoneError {
  const stderr = 'stderr' in result ? result.stderr : '';
  const [said] = /^error: .*$/m.exec(stderr) ?? [];
  const reason = said === undefined ? '' : `: ${said.slice('error: '.length).replaceAll(workspaceRoot, '.')}`;
  return new HoneError(`${describeResult(`cargo ${command}`, result)}${reason}`, {
    file: path.posix.join(root, 'Cargo.toml'),
    hint: `Run \`cargo ${command} --locked\` there to see why it gives no suggestions.`,
  });
}
