import type { CargoCrate, CargoProjects, CargoWorkspace } from '@hone/core/cargo';
import type { ManifestProblem } from '@hone/core/manifests';
import { type Candidate, nestedRoots } from '../graph/candidates.js';
import type { GraphContext } from '../graph/language.js';
import { type CachedProjects, readProjects } from './assembled.js';
import { type Evidence, isRustProject } from './detect.js';
import { type CachedLock, readLocks } from './locks.js';
import { type CachedSources, readReferences } from './sources.js';
import type { CachedVersions } from './toolchain.js';
import type { CrateFacts, LockFacts } from './types.js';

/** What is kept on disk between commands. */
export interface RustCache {
  projects: CachedProjects;
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
  const read = await readProjects(workspaceRoot, files, signatures, cache.projects);
  const { projects } = read;
  const accepted = acceptedCrates(context, projects.crates);
  const lockFiles = new Set(projects.workspaces.flatMap(({ lock }) => lock ?? []));
  const locks = await readLocks(workspaceRoot, [...lockFiles].sort(), signatures, cache.locks ?? {});
  const sources = await readSources(context, accepted, cache.sources ?? {});
  const workspaces = new Map(projects.workspaces.map((one) => [one.root, one]));
  return {
    crates: accepted.map((crate) => crateFacts(crate, workspaces, sources.cache[crate.root]!)),
    locks: Object.values(locks.cache).map(({ facts }) => facts),
    cache: {
      projects: read,
      sources: sources.cache,
      locks: locks.cache,
      versions: { ...cache.versions },
    },
    changed: read !== cache.projects || locks.changed || sources.changed,
    warnings: warningsOf(context, projects),
  };
}

function acceptedCrates(context: GraphContext, crates: readonly CargoCrate[]): CargoCrate[] {
  const byRoot = new Map(context.candidates.map((candidate) => [candidate.root, candidate]));
  return crates
    .filter((crate) => isRustProject(crate, evidenceOf(byRoot.get(crate.root), crate.root, context)))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

function evidenceOf(candidate: Candidate | undefined, root: string, { signatures }: GraphContext): Evidence {
  return {
    configured: candidate?.files.includes('project.json') ?? false,
    fixture: candidate?.fixture ?? false,
    vendored: signatures.of(`${root}/.cargo-checksum.json`) !== '',
  };
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
  workspaces: ReadonlyMap<string, CargoWorkspace>,
  { references }: CachedSources,
): CrateFacts {
  const cargoWorkspace = workspaces.get(crate.workspace);
  return {
    ...crate,
    name: crate.package.name,
    references,
    ...(cargoWorkspace && { cargoWorkspace }),
    ...(cargoWorkspace?.lock !== undefined && { lock: cargoWorkspace.lock }),
  };
}

/** One sentence for each problem; those of manifests that are test inputs are meant to be there. */
function warningsOf(context: GraphContext, { problems, crates }: CargoProjects): string[] {
  const fixtures = context.candidates.filter(({ fixture }) => fixture).map(({ root }) => `${root}/`);
  const matters = ({ file }: { file: string }): boolean => !fixtures.some((root) => file.startsWith(root));
  const configured = new Set(
    context.candidates.filter(({ files }) => files.includes('project.json')).map(({ root }) => root),
  );
  const strays = crates
    .filter(({ root, stray }) => stray !== undefined && !configured.has(root))
    .filter(matters)
    .filter(({ root }) => !evidenceOf(undefined, root, context).vendored);
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
