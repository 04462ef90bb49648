import { lowestPython } from '@hone/core/manifests';
import type { PythonVersion } from './check.js';

/** What ruff assumes of a project that names no Python; ours agrees, so that both engines judge alike. */
export const defaultPythonVersion: PythonVersion = { major: 3, minor: 10 };

/**
 * The lowest Python a project must work on.
 *
 * @param option `pythonVersion` of the executor, such as `3.11`.
 * @param requiresPython PEP 440 specifier set of the manifest.
 */
export function resolvePythonVersion(option: string | undefined, requiresPython: string | undefined): PythonVersion {
  const minor = option === undefined ? lowestPython(requiresPython ?? '') : Number(option.split('.')[1]);
  return minor === undefined ? defaultPythonVersion : { major: 3, minor };
}
