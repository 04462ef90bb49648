import type { Diagnostic } from '@hone/core/diagnostics';
import type { ManifestProblem } from '@hone/core/manifests';
import { contextProblem } from './problems.js';

/** What could not be read of a lock or manifest: the image would be built from it all the same, so it is an error. */
export function lockProblems(problems: readonly ManifestProblem[] = []): Diagnostic[] {
  return problems.map(({ message, ...place }) => contextProblem('docker/context-lock', 'error', message, place));
}
