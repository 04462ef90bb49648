import { type Candidate, foldersAbove, nestedRoots } from '../graph/candidates.js';
import type { FileSignatures } from '../graph/file-signatures.js';
import type { GraphContext } from '../graph/language.js';
import { configFileOf, isPythonProject } from './detect.js';
import { type CachedLock, Locks } from './locks.js';
import { type CachedManifest, createManifestReader, isFresh } from './manifests.js';
import { type CachedSources, ImportTexts, readSources } from './sources.js';
import type { CachedVersions } from './toolchain.js';
import type { LockFacts, ManifestFacts, PythonProjectFacts } from './types.js';

/** What is kept on disk between commands. */
export interface PythonCache {
  manifests: Record<string, CachedManifest>;
  sources: Record<string, CachedSources>;
  importTexts: string[];
  locks: Record<string, CachedLock>;
  versions: CachedVersions;
}

/** All that is known of Python in a workspace at one moment. */
export interface PythonWorkspace {
  /** Not named yet: each has the name that it has in Python, or the empty one. */
  projects: PythonProjectFacts[];
  locks: LockFacts[];
  cache: PythonCache;
  /** Whether the cache has to be written. */
  changed: boolean;
}

/** A folder with Python manifests, on its way to being a project. */
interface Found extends Candidate {
  configFile: string;
  manifest: ManifestFacts;
}

/**
 * Reads the Python projects of a workspace: their manifests, modules, imports and locks.
 *
 * @param cache what the last reading left; only what changed since is read again
 */
export async function readPythonWorkspace(
  { workspaceRoot, signatures, walker, candidates: all }: GraphContext,
  cache: Partial<PythonCache> = {},
): Promise<PythonWorkspace> {
  const candidates = all.filter(
    (candidate) =>
      !candidate.fixture && (configFileOf(candidate) !== undefined || candidate.files.includes('project.json')),
  );
  const readManifest = createManifestReader(workspaceRoot, signatures);
  const manifests: PythonCache['manifests'] = {};
  const found: Found[] = [];
  for (const candidate of candidates) {
    const configFile = configFileOf(candidate);
    if (configFile === undefined) continue;
    const known = cache.manifests?.[candidate.root];
    const read = known && isFresh(known, signatures) ? known : await readManifest(candidate.root);
    manifests[candidate.root] = read;
    if (read.facts) found.push({ ...candidate, configFile, manifest: read.facts });
  }
  const accepted = selectProjects(found, signatures, (root) => {
    const nestedRoots = candidates.map((other) => other.root).filter((other) => other !== root);
    const sources = walker.listFiles(root, { extensions: ['.py'], nestedRoots });
    return root === '.' ? sources.some((file) => !file.includes('/')) : sources.length > 0;
  });

  const nested = nestedRoots([
    ...accepted.map(({ root }) => root),
    ...candidates.filter(({ files }) => files.includes('project.json')).map(({ root }) => root),
  ]);
  const locks = new Locks(workspaceRoot, signatures, cache.locks ?? {});
  const texts = new ImportTexts(cache.importTexts ? [...cache.importTexts] : []);
  const sourceCache: PythonCache['sources'] = {};
  let changed = false;
  const projects: PythonProjectFacts[] = [];
  for (const { root, configFile, manifest } of accepted) {
    const wanted = { root, nestedRoots: nested.get(root) ?? [], manifest };
    const read = await readSources(workspaceRoot, wanted, walker, texts, cache.sources?.[root]);
    sourceCache[root] = read.cache;
    changed ||= read.changed;
    const lock = await locks.ruling(root, manifest.normalizedName);
    const {
      sources,
      cache: { modules },
    } = read;
    const facts = { root, configFile, name: manifest.name ?? '', manifest, modules, sources };
    projects.push(lock ? { ...facts, lock: lock.file } : facts);
  }
  changed ||= locks.changed || !sameEntries(cache.manifests, manifests);
  return {
    projects,
    locks: locks.all(),
    cache: {
      manifests,
      sources: sourceCache,
      importTexts: texts.texts,
      locks: locks.cache,
      versions: { ...cache.versions },
    },
    changed,
  };
}

function selectProjects(
  found: readonly Found[],
  signatures: FileSignatures,
  hasSources: (root: string) => boolean,
): Found[] {
  const roots = new Set(found.filter(({ manifest }) => manifest.declaresProject).map(({ root }) => root));
  return found.filter(({ root, files, manifest }) =>
    isPythonProject({
      declaresProject: manifest.declaresProject,
      hasNxConfiguration:
        files.includes('project.json') || (root !== '.' && signatures.names(root).includes('package.json')),
      hasRequirements: files.includes('requirements.txt'),
      insideProject: foldersAbove(root).some((folder) => folder !== '.' && roots.has(folder)),
      hasSources: () => hasSources(root),
    }),
  );
}

/** Whether each folder's manifests were taken from the cache as they were. */
function sameEntries(before: Record<string, unknown> | undefined, after: Record<string, unknown>): boolean {
  const roots = Object.keys(after);
  return roots.length === Object.keys(before ?? {}).length && roots.every((root) => before?.[root] === after[root]);
}
