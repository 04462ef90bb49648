import type { Diagnostic } from '@hone/core';
import { cutCargoLock, reduceRootManifest } from '@hone/core/cargo';
import { planConfiguration } from './cargo/configuration.js';
import { addedCrate, behind, featuresUnknown, noLock, unreadable } from './cargo/diagnostics.js';
import { pickCrates } from './cargo/pick-crates.js';
import { planCuts, type WorkspaceCut } from './cargo/plan-cuts.js';
import { type CargoReadings, readCargoWorkspace } from './cargo/read-workspace.js';
import { crateFiles, fileEntry, referencedFiles } from './cargo/sources.js';
import type { ContextEntry, ContextPart, ContextRequest, ReadContextPart } from './types.js';

/**
 * Cargo's part of build contexts: root manifests with only the members that are there, locks that
 * `cargo build --locked` accepts, configuration, and files that sources name outside of their crates.
 *
 * @returns a reader that reads the workspace's manifests once, for all contexts of one run
 */
export function createCargoPart(): ReadContextPart {
  const known = new Map<string, CargoReadings>();
  return async (request) => {
    let readings = known.get(request.workspaceRoot);
    if (!readings) known.set(request.workspaceRoot, (readings = readCargoWorkspace(request.workspaceRoot)));
    return planCargoPart(request, readings);
  };
}

/** The same for one context. */
export const cargoPart: ReadContextPart = (request) => createCargoPart()(request);

function planCargoPart(request: ContextRequest, readings: CargoReadings): ContextPart | undefined {
  const wanted = pickCrates(readings.projects.crates, request);
  if (wanted.length === 0) return undefined;
  const cuts = planCuts(wanted, readings);
  const folders = [...new Set(cuts.flatMap(({ cut }) => cut.folders))].sort();
  const crates = readings.projects.crates.filter(({ root }) => folders.includes(root));
  const broken = cuts.flatMap(({ lock }) => lock?.problems ?? []);
  const configuration = planConfiguration(folders, readings);
  const present = new Set([request.project.root, ...request.closure.map(({ root }) => root)]);
  const added = crates.filter(({ root }) => !present.has(root));

  const files = [
    ...added.flatMap((crate) => crateFiles(crate, readings)),
    ...crates.flatMap((crate) => referencedFiles(crate, readings)),
  ];
  const entries = new Map(
    files.flatMap((file) => fileEntry(readings.root, file) ?? []).map((entry) => [entry.path, entry]),
  );
  for (const entry of configuration.entries) entries.set(entry.path, entry);
  for (const [file, text] of textsOf(cuts, folders, readings)) entries.set(file, textEntry(file, text));
  return {
    locks: cuts.flatMap(({ lock }) => (lock ? [lock.file] : [])),
    entries: [...entries.values()],
    diagnostics: [
      ...broken.map(unreadable),
      ...cuts.flatMap((each) => (each.lock?.problems ? [] : problemsOf(each))),
      ...added.map(({ file }) => addedCrate(file, request.project.name)),
      ...configuration.diagnostics,
    ],
  };
}

const textEntry = (file: string, text: string): ContextEntry => ({
  path: file,
  source: { kind: 'text', text },
  executable: false,
});

/** Reduced manifests and cut locks, by their paths. */
function textsOf(
  cuts: readonly WorkspaceCut[],
  folders: readonly string[],
  readings: CargoReadings,
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { manifests, lock, cut } of cuts) {
    for (const [file, text] of manifests) texts.set(file, text);
    const text = lock && !lock.problems && readings.text(lock.file);
    if (text && cut.packages)
      texts.set(lock.file, cutCargoLock(text, { version: lock.version, packages: cut.packages }));
  }
  const crates = readings.projects.crates.filter(({ root }) => folders.includes(root));
  for (const workspace of readings.projects.workspaces) {
    const cut = cuts.find((each) => each.workspace === workspace);
    // A crate of another workspace still inherits from its own root.
    const ruled = crates.filter((crate) => crate.workspace === workspace.root || crate.stray === workspace.root);
    const text = readings.text(workspace.file);
    if (ruled.length === 0 || text === undefined || !/^\s*\[workspace\b/m.test(text)) continue;
    const inherited = ruled.flatMap((crate) =>
      crate.dependencies
        .filter((entry) => entry.inherited && (entry.kind !== 'dev' || !cut?.cut.withoutDev.includes(crate.root)))
        .map(({ alias }) => alias),
    );
    const reduced = reduceRootManifest(text, {
      workspace,
      members: cut?.cut.members ?? ruled.map(({ root }) => root).filter((root) => workspace.members.includes(root)),
      wanted: cut?.wanted ?? [],
      folders,
      inherited: new Set(inherited),
      packages: cut?.cut.packages,
    });
    texts.set(workspace.file, reduced);
  }
  return texts;
}

function problemsOf({ workspace, lock, cut }: WorkspaceCut): Diagnostic[] {
  if (!lock) return [noLock(workspace.file)];
  return [
    ...cut.missing.map((missing) => behind(missing, lock.file)),
    ...(cut.unknown.length > 0 ? [featuresUnknown(cut.unknown, lock.file)] : []),
  ];
}
