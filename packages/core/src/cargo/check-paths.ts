import type { ManifestProblem } from '../manifests/types.js';
import type { ManifestMap } from './find-root.js';
import type { CargoProbe } from './manifest-types.js';
import type { CargoCrate, CargoDependency } from './types.js';

/** What cargo would refuse of a crate's path dependencies: a folder without a crate, or with one of another name. */
export function checkPaths(
  crate: CargoCrate,
  dependencies: readonly CargoDependency[],
  manifests: ManifestMap,
  probe: CargoProbe,
): ManifestProblem[] {
  return dependencies.flatMap((dependency) => {
    const { path, name } = dependency;
    if (path === undefined) return [];
    const manifest = manifests.get(path);
    if (!manifest) return probe.names(path).includes('Cargo.toml') ? [] : [missing(crate, dependency, path)];
    // What could not be read has a problem of its own.
    if (manifest.package?.name === name || manifest.problems.length > 0) return [];
    return [otherName(crate, dependency, path, manifest.package?.name)];
  });
}

function missing(crate: CargoCrate, dependency: CargoDependency, path: string): ManifestProblem {
  return {
    ...placeOf(crate, dependency),
    message: `The dependency \`${dependency.alias}\` leads to \`${path}\`, which has no Cargo.toml`,
    hint: 'Correct its `path`, or make the crate there.',
  };
}

function otherName(
  crate: CargoCrate,
  dependency: CargoDependency,
  path: string,
  found: string | undefined,
): ManifestProblem {
  const there = found === undefined ? 'is no package' : `is named \`${found}\``;
  return {
    ...placeOf(crate, dependency),
    message: `The dependency \`${dependency.name}\` leads to \`${path}\`, but the crate there ${there}`,
    hint: found === undefined ? 'Correct its `path`.' : `Write \`package = "${found}"\`, or correct its \`path\`.`,
  };
}

function placeOf({ file }: CargoCrate, { line }: CargoDependency): { file: string; line?: number } {
  return { file, ...(line !== undefined && { line }) };
}
