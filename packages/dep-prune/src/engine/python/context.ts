import type { LockSlice } from '@hone/core/locks';
import type { Pyproject, PythonProject } from '@hone/core/manifests';
import type { InstalledDistribution, PythonSources } from '@hone/core/python';
import type { ProjectRequest } from '../types.js';
import type { Providers } from './providers.js';

/** What is known of a Python project before its evidence is gathered. */
export interface PythonContext {
  request: ProjectRequest;
  manifest: PythonProject;
  /** Its pyproject.toml, where there is one that can be read. */
  pyproject: Pyproject | undefined;
  sources: PythonSources;
  /** All files of the project, relative to the workspace root: settings, commands and notebooks are among them. */
  files: readonly string[];
  /** Files at the workspace root, and of its workflows, that may speak of every project; none where it is the project. */
  rootFiles: readonly string[];
  /** Reads a file of the project as text; `undefined` when it can not be read. Each file is read once. */
  text(file: string): string | undefined;
  lock: LockSlice | undefined;
  /** Of its environment, where there is one. */
  installed: readonly InstalledDistribution[] | undefined;
  providers: Providers;
  /** Normalised names of all that is declared. */
  declared: ReadonlySet<string>;
}
