import { HoneError } from '@hone/core/diagnostics';
import semver from 'semver';

/** The versions that projects of a release get of one `[workspace.package]`, by manifest and project. */
export type SharedVersions = Map<string, Map<string, string>>;

/**
 * Notes the version of a project that inherits it, and gives the one to write. Nx may give a project several in turn (a
 * patch because of a dependency, then what was asked for), so only the last counts.
 */
export function noteSharedVersion(shared: SharedVersions, file: string, project: string, version: string): string {
  const versions = shared.get(file) ?? new Map<string, string>();
  shared.set(file, versions.set(project, version));
  return [...versions.values()].reduce((a, b) => (semver.gt(b, a) ? b : a));
}

/** @throws HoneError with code `release/shared-version` when crates that share a version were given different ones */
export function checkSharedVersions(shared: SharedVersions): void {
  for (const [file, versions] of shared) {
    if (new Set(versions.values()).size < 2) continue;
    const list = [...versions].map(([project, version]) => `${project} ${version}`).join(', ');
    throw new HoneError(`Crates that share the version of [workspace.package] in ${file} were given several: ${list}`, {
      code: 'release/shared-version',
      file,
      hint: 'Put them into one release group with "projectsRelationship": "fixed", or give each a version of its own. Take back what was written with git.',
    });
  }
}
