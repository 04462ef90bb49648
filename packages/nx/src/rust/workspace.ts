import type { CargoCrate, CargoProjects, CargoWorkspace } from '@hone/core/cargo';
import type { ManifestProblem } from '@hone/core/manifests';
import { nestedRoots } from '../graph/candidates.js';
import type { GraphContext } from '../graph/language.js';
import { isRustProject, isVendored } from './detect.js';
import { type CachedLock, readLocks } from './locks.js';
import { type CachedManifest, probeOf, readManifests } from './manifests.js';
import { type CachedSources, readReferences } from './sources.js';
import type { CachedVersions } from './toolchain.js';
import type { CrateFacts, LockFacts } from './types.js';

/** What is kept on disk between commands. */
export interface RustCache {
  manifests: Record<string, CachedManifest>;
  sources: Record<string, CachedSources>;
  locks: Record<string, CachedLock>;
  versions: CachedVersions;
}

/** All that is known of Rust in a workspace at one moment. */
export interface RustWorkspace {
  /** Not named in the graph yet: each has the name of its package. */
  crates: CrateFacts[];
  locks: LockFacts[];
  cache: RustCache;
  /** Whether the cache has to be written. */
  changed: boolean;
  warnings: string[];
}

/**
 * Reads the crates of a workspace: their manifests, what their sources name, and their locks. No cargo is started.
 *
 * @param cache what the last reading left; only what changed since is read again
 */
export async function readRustWorkspace(context: GraphContext, cache: Partial<RustCache>): Promise<RustWorkspace> {
  const { workspaceRoot, signatures, candidates } = context;
  const files = candidates
    .filter((candidate) => candidate.files.includes('Cargo.toml'))
    .map(({ root }) => (root === '.' ? 'Cargo.toml' : `${root}/Cargo.toml`));
  const manifests = await readManifests(workspaceRoot, files, signatures, cache.manifests ?? {});
  const projects = await assemble(context, manifests.cache);
  const accepted = acceptedCrates(context, projects.crates);
  const lockFiles = new Set(projects.workspaces.flatMap(({ lock }) => lock ?? []));
  const locks = await readLocks(workspaceRoot, [...lockFiles].sort(), signatures, cache.locks ?? {});
  const sources = await readSources(context, accepted, cache.sources ?? {});
  return {
    crates: accepted.map((crate) => crateFacts(crate, projects.workspaces, sources.cache[crate.root]!)),
    locks: Object.values(locks.cache).map(({ facts }) => facts),
    cache: {
      manifests: manifests.cache,
      sources: sources.cache,
      locks: locks.cache,
      versions: { ...cache.versions },
    },
    changed: manifests.changed || locks.changed || sources.changed,
    warnings: warningsOf(context, projects),
  };
}

/** Manifests put together; crates whose manifest can't be read are among them. */
async function assemble(
  { signatures }: GraphContext,
  manifests: Readonly<Record<string, CachedManifest>>,
): Promise<CargoProjects> {
  const { assembleCargoProjects } = await import('@hone/core/cargo');
  const entries = Object.values(manifests);
  const projects = assembleCargoProjects(
    entries.map(({ manifest }) => manifest),
    probeOf(signatures),
  );
  const known = new Set(projects.crates.map(({ root }) => root));
  const broken = entries.flatMap((entry) => entry.broken ?? []).filter(({ root }) => !known.has(root));
  return { ...projects, crates: [...projects.crates, ...broken] };
}

function acceptedCrates({ signatures, candidates }: GraphContext, crates: readonly CargoCrate[]): CargoCrate[] {
  const fixtures = new Set(candidates.filter(({ fixture }) => fixture).map(({ root }) => root));
  return crates
    .filter((crate) => isRustProject(crate, { names: signatures.names(crate.root), fixture: fixtures.has(crate.root) }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

async function readSources(
  { workspaceRoot, walker, candidates }: GraphContext,
  crates: readonly CargoCrate[],
  known: RustCache['sources'],
): Promise<{ cache: RustCache['sources']; changed: boolean }> {
  const nested = nestedRoots(candidates.map(({ root }) => root));
  const cache: RustCache['sources'] = {};
  let changed = crates.length !== Object.keys(known).length;
  for (const crate of crates) {
    const { root } = crate;
    const read = await readReferences(workspaceRoot, crate, nested.get(root) ?? [], walker, known[root]);
    changed ||= read !== known[root];
    cache[root] = read;
  }
  return { cache, changed };
}

function crateFacts(
  crate: CargoCrate,
  workspaces: readonly CargoWorkspace[],
  { references }: CachedSources,
): CrateFacts {
  const cargoWorkspace = workspaces.find(({ root }) => root === crate.workspace);
  return {
    ...crate,
    name: crate.package.name,
    references,
    ...(cargoWorkspace && { cargoWorkspace }),
    ...(cargoWorkspace?.lock !== undefined && { lock: cargoWorkspace.lock }),
  };
}

/** One sentence for each problem; those of manifests that are test inputs are meant to be there. */
function warningsOf({ candidates, signatures }: GraphContext, { problems, crates }: CargoProjects): string[] {
  const fixtures = candidates.filter(({ fixture }) => fixture).map(({ root }) => `${root}/`);
  const matters = ({ file }: { file: string }): boolean => !fixtures.some((root) => file.startsWith(root));
  const strays = crates.filter(matters).filter(({ root, stray }) => {
    const names = signatures.names(root);
    return stray !== undefined && !isVendored(names) && !names.includes('project.json');
  });
  return [...problems.filter(matters).map(problemWarning), ...strays.map(strayWarning)];
}

function problemWarning({ file, line, message, hint }: ManifestProblem): string {
  return [line === undefined ? file : `${file}:${line}`, ': ', message, hint === undefined ? '' : ` (${hint})`].join(
    '',
  );
}

function strayWarning({ file, stray }: CargoCrate): string {
  const root = stray === '.' ? 'Cargo.toml' : `${stray}/Cargo.toml`;
  return `${file}: left out, since cargo refuses to work in it. List it in \`members\` or \`exclude\` of ${root}.`;
}
