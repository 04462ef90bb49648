import { availableParallelism } from 'node:os';
import { join, posix } from 'node:path';
import { type Diagnostic, sortDiagnostics } from '@hone/core/diagnostics';
import { describeResult, type ProcessResult, runProcess } from '@hone/core/process';
import type { SourceReader } from '../messages/index.js';
import { componentMissing } from '../rules/cargo-rules.js';
import { finding } from '../rules/rule.js';
import { parseFormatDiff } from './parse-diff.js';
import { type FormatError, parseFormatErrors } from './parse-errors.js';
import { type FormatCall, type FormatCrate, planFormatCalls } from './plan.js';
import { rustfmtFailed } from './rules.js';
import { diffDiagnostics, errorDiagnostic } from './to-diagnostics.js';

/** How rustfmt is run. */
export interface FormatRun {
  /** Absolute path of the Nx workspace. */
  workspaceRoot: string;
  sources: SourceReader;
  /** The program and what goes before every other argument (`run nightly rustfmt` of rustup). */
  rustfmt: { program: string; args: readonly string[] };
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/**
 * Runs rustfmt over crates, many in one call, and gives the findings of each by its `root`; each crate has an entry. One
 * finding a changed place, with a `safe` fix. Only files in the crate's own folder count, so that a crate's findings do not
 * depend on which others are checked with it.
 */
export async function formatFindings(
  crates: readonly FormatCrate[],
  run: FormatRun,
): Promise<Map<string, Diagnostic[]>> {
  const found = new Map<string, Diagnostic[]>(crates.map(({ root }) => [root, []]));
  const calls = planFormatCalls(crates, run.workspaceRoot, availableParallelism());
  const work = async (): Promise<void> => {
    for (let call = calls.shift(); call; call = calls.shift()) {
      for (const [root, diagnostics] of await runCall(call, run)) found.get(root)!.push(...diagnostics);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return new Map([...found].map(([root, diagnostics]) => [root, sortDiagnostics(diagnostics)]));
}

type Found = [root: string, diagnostics: Diagnostic[]][];

/**
 * A source that is not UTF-8 and a broken rustfmt.toml end rustfmt before it comes to the files after them: then each
 * crate gets a process of its own, and the error stays with the crate that has it.
 */
async function runCall(call: FormatCall, run: FormatRun): Promise<Found> {
  const result = await runProcess({
    command: run.rustfmt.program,
    args: [...run.rustfmt.args, ...call.args],
    cwd: join(run.workspaceRoot, call.cwd),
    env: { ...(run.env ?? process.env), RUST_BACKTRACE: '0' },
    ...(run.signal && { signal: run.signal }),
    ...(run.timeoutMs !== undefined && { timeoutMs: run.timeoutMs }),
  });
  if (result.kind !== 'exited') return call.crates.map((crate) => [crate.root, [failed(crate, result)]]);
  const errors = parseFormatErrors(result.stderr);
  if (errors.some(({ kind }) => kind === 'missing-tool')) {
    return call.crates.map((crate) => [crate.root, [missing(crate)]]);
  }
  const isWhole = result.code < 2 && errors.every(({ kind }) => kind === 'source');
  if (!isWhole && call.crates.length > 1) {
    const alone = call.crates.flatMap((crate) => planFormatCalls([crate], run.workspaceRoot));
    const results: Found = [];
    for (const one of alone) results.push(...(await runCall(one, run)));
    return results;
  }
  return sortOut(call, result, errors, run);
}

/** Each finding to the crate in whose folder its file lies. */
function sortOut(
  call: FormatCall,
  result: Extract<ProcessResult, { kind: 'exited' }>,
  errors: readonly FormatError[],
  run: FormatRun,
): Found {
  const place = { workspaceRoot: run.workspaceRoot, cwd: call.cwd, sources: run.sources };
  const told = errors.flatMap((error) => errorDiagnostic(error, place) ?? []);
  const all = [...diffDiagnostics(parseFormatDiff(result.stdout), place), ...told];
  return call.crates.map((crate) => {
    const own = all.filter(({ ruleId, location }) => {
      // A configuration above all crates is everybody's; whoever has it is alone in this call.
      return ruleId === 'rust/rustfmt-config-invalid' || isOwn(crate, location!.file);
    });
    const isUnexplained = result.code !== 0 && all.length === 0;
    return [crate.root, isUnexplained ? [failed(crate, result, errors[0]?.message ?? result.stderr)] : own];
  });
}

function isOwn({ root, nestedRoots }: FormatCrate, file: string): boolean {
  const within = (folder: string): boolean => folder === '.' || file.startsWith(`${folder}/`);
  return within(root) && !nestedRoots.some((nested) => nested !== root && within(nested));
}

function missing({ root }: FormatCrate): Diagnostic {
  return finding(componentMissing, {
    message: 'rustfmt is not installed for the toolchain that rules the crate.',
    hint: 'Run `rustup component add rustfmt`, or leave `fmt` out of the option `steps`.',
    location: { file: posix.join(root, 'Cargo.toml') },
  });
}

function failed(crate: FormatCrate, result: ProcessResult, said = ''): Diagnostic {
  if (result.kind === 'not-found') return missing(crate);
  const words = said.trim().split('\n')[0]!.slice(0, 300);
  const message = `${describeResult('rustfmt', result)}${words === '' ? '' : `: ${words}`}.`;
  return finding(rustfmtFailed, { message, location: { file: posix.join(crate.root, 'Cargo.toml') } });
}
