import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { missingToolDiagnostic, missingToolInOutput } from '../build-tools/index.js';
import type { CheckedCrate } from '../crate.js';
import { type CompilerMessage, diagnosticsOf } from '../messages/index.js';
import { dependencyFailed, finding } from '../rules/index.js';
import { tidyWords } from '../tidy.js';
import { howItEnded, lastWords, outputOf } from './build-script.js';
import type { AttributionContext } from './context.js';
import type { FailedPackage } from './failed-packages.js';

/** Says that a package which the crate needs could not be built, which one it is, where, and why. */
export function describeDependency(
  { crate, task }: CheckedCrate,
  culprit: FailedPackage,
  context: AttributionContext,
): Diagnostic[] {
  const { cause } = culprit;
  if (cause.kind === 'build-script') {
    const missing = missingToolInOutput(outputOf(cause.notice), culprit.name, context.environment);
    if (missing) {
      return [
        missingToolDiagnostic(missing, crate.file, task.options.onMissingProtoc === 'skip' ? 'warning' : 'error'),
      ];
    }
  }
  const line = crate.dependencies.find(({ name }) => name === culprit.name)?.line;
  const at = { line: line ?? 1, column: 1 };
  const folder = folderOf(culprit, context);
  return [
    finding(dependencyFailed, {
      message: `\`${culprit.name}\` (${folder ?? culprit.version}), which this crate needs, ${reasonOf(culprit, context)}`,
      ...(folder === undefined && { hint: 'Use another version of the dependency, or other features of it.' }),
      location: { file: crate.file, ...(line !== undefined && { region: { start: at, end: at } }) },
      ...(cause.kind === 'errors' && { related: relatedTo(cause.first, culprit, context) }),
    }),
  ];
}

function reasonOf({ cause }: FailedPackage, context: AttributionContext): string {
  switch (cause.kind) {
    case 'errors': {
      const { code, message } = cause.first.message;
      return `does not compile: ${tidyWords(message, context)}${code ? ` (${code.code})` : ''}`;
    }
    case 'build-script': {
      const words = lastWords(cause.notice, context);
      return `has a build script that failed (${howItEnded(cause.notice)})${words === '' ? '.' : `: ${words}`}`;
    }
    case 'compiler':
      return `could not be compiled: ${tidyWords(cause.cause, context)}`;
  }
}

/** The error's own place, where it is in the workspace. */
function relatedTo(
  first: CompilerMessage,
  { folder }: FailedPackage,
  context: AttributionContext,
): NonNullable<Diagnostic['related']> {
  if (folder === undefined) return [];
  const { workspaceRoot, cargoRoot, sources } = context;
  const crateRoot = relativeTo(workspaceRoot, folder);
  if (crateRoot === undefined) return [];
  const [error] = diagnosticsOf(first, { workspaceRoot, cargoRoot, crateRoot, sources });
  return error?.location ? [{ message: error.message, location: error.location }] : [];
}

/** Where a package of the workspace is, or undefined for one from elsewhere. */
function folderOf({ folder }: FailedPackage, { workspaceRoot }: AttributionContext): string | undefined {
  return folder === undefined ? undefined : relativeTo(workspaceRoot, folder);
}

function relativeTo(workspaceRoot: string, folder: string): string | undefined {
  const relative = path.relative(workspaceRoot, folder);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return undefined;
  return relative === '' ? '.' : relative.split(path.sep).join('/');
}
