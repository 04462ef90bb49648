import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { missingToolDiagnostic, missingToolInOutput } from '../build-tools/index.js';
import type { CheckedCrate } from '../crate.js';
import type { CargoNotice } from '../messages/index.js';
import { buildScriptFailed, buildScriptMessage, finding } from '../rules/index.js';
import { tidyWords } from '../tidy.js';
import type { AttributionContext } from './context.js';

type Failure = CargoNotice & { kind: 'build-script-failed' };

/** A crate whose own build script failed. */
export function describeBuildScript(
  { crate, task }: CheckedCrate,
  notice: Failure,
  context: AttributionContext,
): Diagnostic[] {
  const missing = missingToolInOutput(outputOf(notice), notice.package, context.environment);
  if (missing) {
    return [missingToolDiagnostic(missing, crate.file, task.options.onMissingProtoc === 'skip' ? 'warning' : 'error')];
  }
  const words = lastWords(notice, context);
  const message = `The build script of \`${crate.package.name}\` failed (${howItEnded(notice)})${words === '' ? '.' : `: ${words}`}`;
  return [finding(buildScriptFailed, { message, location: { file: buildScriptOf(crate) } })];
}

/** What a build script printed with `cargo::warning=` or `cargo::error=`. */
export function describeBuildMessages(
  { crate }: CheckedCrate,
  { level, message }: CargoNotice & { kind: 'build-script-message' },
  context: AttributionContext,
): Diagnostic[] {
  const said = tidyWords(`The build script says: ${message}`, context);
  return [finding(buildScriptMessage, { message: said, level, location: { file: buildScriptOf(crate) } })];
}

/** Everything that a build script printed, for {@link missingToolInOutput}. */
export function outputOf({ cause, stdout, stderr }: Failure): string {
  return [cause, stdout, stderr].join('\n');
}

export function howItEnded({ cause }: Failure): string {
  return /\(((?:exit (?:status|code)|signal): [^()]*(?:\([^()]*\))?)\)/.exec(cause)?.[1] ?? 'an error';
}

const mostLines = 8;

/** The end of what the build script wrote, without backtraces. */
export function lastWords({ stderr, stdout }: Failure, context: AttributionContext): string {
  const lines = tidyWords(stderr === '' ? stdout : stderr, context).split('\n');
  const backtrace = lines.findIndex((line) => /^\s*stack backtrace:/.test(line));
  const said = (backtrace < 0 ? lines : lines.slice(0, backtrace)).filter(
    (line) => line.trim() !== '' && !/^\s*note: run with `RUST_BACKTRACE/.test(line) && !line.startsWith('cargo:'),
  );
  return said.slice(-mostLines).join('\n');
}

function buildScriptOf({ root, file, package: { build } }: CheckedCrate['crate']): string {
  return typeof build === 'string' ? path.posix.join(root, build) : file;
}
