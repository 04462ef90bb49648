import { join } from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { describeResult, type ProcessResult, runProcess } from '@hone/core/process';
import type { SourceReader } from '../messages/index.js';
import { finding } from '../rules/rule.js';
import { advisoryDiagnostics, type AdvisoryCrate } from './attribute.js';
import { parseAuditOutput } from './parse-audit.js';
import { parseDenyOutput } from './parse-deny.js';
import { advisoriesFailed, advisoriesUnreachable } from './rules.js';
import type { AdvisoryFailure, AdvisoryOutput, AdvisoryTool } from './types.js';

/** How cargo-deny or cargo-audit is run. */
export interface AdvisoryRun {
  /** Absolute path of the Nx workspace. */
  workspaceRoot: string;
  tool: 'deny' | 'audit';
  /** The program and what goes before every other argument: `cargo-deny` and `deny`, or `cargo` and `deny`. */
  command: { program: string; args: readonly string[] };
  offline?: boolean;
  sources: SourceReader;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** Runs the tool once for each Cargo workspace and gives the findings of each crate by its `root`. */
export async function checkAdvisories(
  crates: readonly AdvisoryCrate[],
  run: AdvisoryRun,
): Promise<Map<string, Diagnostic[]>> {
  const found = new Map<string, Diagnostic[]>(crates.map(({ root }) => [root, []]));
  for (const cargoRoot of new Set(crates.map((crate) => crate.cargoRoot))) {
    const members = crates.filter((crate) => crate.cargoRoot === cargoRoot);
    const { findings, failure } = await TOOLS[run.tool](cargoRoot, run);
    for (const [root, diagnostics] of advisoryDiagnostics(findings, members, run.sources)) {
      const { file } = members.find((crate) => crate.root === root)!;
      found.set(root, failure ? [failureDiagnostic(failure, run.tool, file), ...diagnostics] : diagnostics);
    }
  }
  return found;
}

type Tool = (cargoRoot: string, run: AdvisoryRun) => Promise<AdvisoryOutput>;

const TOOLS: Record<AdvisoryRun['tool'], Tool> = {
  async deny(cargoRoot, run) {
    const offline = run.offline ? ['--offline'] : [];
    const check = async (...what: string[]): Promise<AdvisoryOutput> => {
      const result = await call(['--format', 'json', ...offline, 'check', ...what], cargoRoot, run);
      return result.kind === 'exited' ? explained(parseDenyOutput(result.stderr), result, run) : unread(result, run);
    };
    const all = await check();
    if (all.failure?.kind !== 'unreachable') return all;
    // Without the database cargo-deny does not begin; the other checks need none.
    const { findings } = await check('bans', 'licenses', 'sources');
    return { findings, failure: all.failure };
  },
  async audit(cargoRoot, run) {
    const result = await call(['--json', ...(run.offline ? ['--no-fetch', '--stale'] : [])], cargoRoot, run);
    return result.kind === 'exited' ? parseAuditOutput(result.stdout, result.stderr) : unread(result, run);
  },
};

function call(args: readonly string[], cargoRoot: string, run: AdvisoryRun): Promise<ProcessResult> {
  return runProcess({
    command: run.command.program,
    args: [...run.command.args, ...args],
    cwd: join(run.workspaceRoot, cargoRoot),
    env: { ...(run.env ?? process.env), CARGO_TERM_COLOR: 'never', RUST_BACKTRACE: '0' },
    ...(run.signal && { signal: run.signal }),
    ...(run.timeoutMs !== undefined && { timeoutMs: run.timeoutMs }),
  });
}

/** A failure without a word must not pass for no findings. */
function explained(
  output: AdvisoryOutput,
  result: ProcessResult & { kind: 'exited' },
  run: AdvisoryRun,
): AdvisoryOutput {
  const isSilent = result.code !== 0 && output.findings.length === 0 && !output.failure;
  return isSilent ? unread(result, run) : output;
}

function unread(result: ProcessResult, { tool }: AdvisoryRun): AdvisoryOutput {
  return { findings: [], failure: { kind: 'failed', said: describeResult(`cargo-${tool}`, result) } };
}

function failureDiagnostic({ kind, said }: AdvisoryFailure, tool: AdvisoryRun['tool'], file: string): Diagnostic {
  const name: AdvisoryTool = `cargo-${tool}`;
  if (kind === 'unreachable') {
    const message = `${name} could not fetch the database of advisories, so that none were looked up.`;
    return finding(advisoriesUnreachable, { message, location: { file } });
  }
  const hint = `Run \`cargo ${tool}${tool === 'deny' ? ' check' : ''}\` in the Cargo workspace to see more.`;
  const message = `${name} did not run to its end: ${firstLine(said)}`;
  return finding(advisoriesFailed, { message, hint, location: { file } });
}

/** Without the absolute paths that the tools put into their messages. */
function firstLine(said: string): string {
  const line = said.split('\n')[0]!.replace(/(?:[A-Za-z]:)?(?:[\\/][^\\/\s`'"]+)+[\\/]([^\\/\s`'"]+)/g, '$1');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
