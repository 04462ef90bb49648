import type { Diagnostic } from '@hone/core/diagnostics';
import { type CargoCrate, cutCargoLock, reduceRootManifest } from '@hone/core/cargo';
import { planConfiguration, textEntry } from './cargo/configuration.js';
import { behind, featuresUnknown, noLock } from './cargo/diagnostics.js';
import { pickCrates } from './cargo/pick-crates.js';
import { planCuts, type WorkspaceCut } from './cargo/plan-cuts.js';
import { type CargoReadings, readCargoWorkspace } from './cargo/read-workspace.js';
import { referencedFiles } from './cargo/referenced-files.js';
import { placesInContext } from './local-folders.js';
import { lockProblems } from './lock-problems.js';
import type { ReadContextPart } from './types.js';

/**
 * Cargo: root manifests with only the members that are there, locks as cargo would write them for these, the
 * configuration that rules them, and the files that sources name outside of their crates.
 */
export const cargoPart: ReadContextPart = async (request) => {
  const readings = readCargoWorkspace(request);
  const wanted = pickCrates(readings.projects.crates, request);
  if (wanted.length === 0) return undefined;
  const cuts = await planCuts(wanted, readings);
  const folders = [...new Set(cuts.flatMap(({ cut }) => cut.folders))].sort();
  const crates = readings.projects.crates.filter(({ root }) => folders.includes(root));
  const configuration = planConfiguration(request, folders);
  const places = crates.map(({ root, file, package: { name } }) => ({ path: root, file, what: `The crate ${name}` }));
  const local = placesInContext(request, places);
  const texts = new Map([...textsOfCuts(cuts, readings), ...rootManifests(cuts, crates, readings)]);
  const made = [...configuration.entries, ...[...texts].map(([file, text]) => textEntry(file, text))];
  return {
    locks: cuts.flatMap(({ lock }) => (lock ? [lock.file] : [])),
    // What is made here takes the place of the file that a crate brings.
    entries: [
      ...new Map(
        [...local.entries, ...referencedFiles(request, crates), ...made].map((entry) => [entry.path, entry]),
      ).values(),
    ],
    diagnostics: [...cuts.flatMap(problemsOf), ...local.diagnostics, ...configuration.diagnostics],
  };
};

/** Locks, and members' manifests without development dependencies, by their paths. */
function textsOfCuts(cuts: readonly WorkspaceCut[], { text: read }: CargoReadings): [string, string][] {
  return cuts.flatMap(({ manifests, lock, cut: { packages } }) => {
    const text = lock && !lock.problems ? read(lock.file) : undefined;
    if (!lock || text === undefined || !packages) return [...manifests];
    return [...manifests, [lock.file, cutCargoLock(text, { version: lock.version, packages })]];
  });
}

/** The root manifests that rule the crates, of workspaces that are only inherited from too. */
function rootManifests(
  cuts: readonly WorkspaceCut[],
  crates: readonly CargoCrate[],
  { projects, text: read }: CargoReadings,
): [string, string][] {
  return projects.workspaces.flatMap((workspace): [string, string][] => {
    const known = cuts.find((each) => each.workspace === workspace);
    const ruled = crates.filter((crate) => crate.workspace === workspace.root || crate.stray === workspace.root);
    const text = read(workspace.file);
    // A crate that stands alone has no such table.
    if (ruled.length === 0 || text === undefined || !/^\s*\[workspace\b/m.test(text)) return [];
    const folders = ruled.map(({ root }) => root);
    const reduced = reduceRootManifest(text, {
      workspace,
      members: known?.cut.members ?? folders.filter((root) => workspace.members.includes(root)),
      wanted: known?.wanted ?? [],
      folders: crates.map(({ root }) => root),
      inherited: inheritedBy(ruled, known?.cut.withoutDev ?? []),
      packages: known?.cut.packages,
    });
    return [[workspace.file, reduced]];
  });
}

/** The keys that crates take from `[workspace.dependencies]`. */
function inheritedBy(crates: readonly CargoCrate[], withoutDev: readonly string[]): Set<string> {
  return new Set(
    crates.flatMap(({ root, dependencies }) =>
      dependencies
        .filter(({ inherited, kind }) => inherited && (kind !== 'dev' || !withoutDev.includes(root)))
        .map(({ alias }) => alias),
    ),
  );
}

function problemsOf({ workspace, lock, cut }: WorkspaceCut): Diagnostic[] {
  if (!lock) return [noLock(workspace.file)];
  if (lock.problems) return lockProblems(lock.problems);
  return [
    ...cut.missing.map((missing) => behind(missing, lock.file)),
    ...(cut.unknown.length > 0 ? [featuresUnknown(cut.unknown, lock.file)] : []),
  ];
}
