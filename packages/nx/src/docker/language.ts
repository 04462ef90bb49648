import path from 'node:path';
import { foldersAbove } from '../graph/candidates.js';
import { installedTools } from '../graph/installed-tools.js';
import type { GraphContext, KnownProjects, LanguageNode, ReadCompanion } from '../graph/language.js';
import { keepState, readState } from '../graph/state.js';
import { buildContextOf, isBuilt } from './build-context.js';
import { type CachedDockerfiles, type DockerCache, readDockerfiles } from './dockerfiles.js';
import { ownersOf } from './owners.js';
import { Places } from './places.js';
import { scriptFiles } from './script-files.js';
import { suffixesOf } from './suffixes.js';
import { dockerTargets } from './targets.js';
import type { DockerProjectFacts, DockerfileFacts } from './types.js';

const tool = '@hone/docker-multistage';

/** What facts are gathered from. */
interface Evidence extends Pick<GraphContext, 'signatures'> {
  /** What each Dockerfile copies. */
  read: CachedDockerfiles;
  known: KnownProjects;
  places: Places;
  /** The files that scripts of a folder's package.json name. */
  scriptFilesIn: (folder: string) => readonly string[];
}

/** Gives projects the targets of their Dockerfiles. */
export const readDocker: ReadCompanion = ({ workspaceRoot, signatures, options }, files, known) => {
  const owned = ownersOf(files, (root) => known.names.has(root));
  const { dockerfiles: before = {} } = readState<DockerCache>(workspaceRoot, 'docker');
  const all = owned.flatMap(([, own]) => own);
  const { dockerfiles: read, changed } = readDockerfiles(workspaceRoot, all, signatures, before);
  keepState(workspaceRoot, 'docker', { dockerfiles: read }, changed);

  const version = installedTools(workspaceRoot, [tool])[tool];
  const settings = { options, tool: `${tool}@${version}`, architecture: process.arch };
  const scripts = new Map<string, readonly string[]>();
  const scriptFilesIn = (folder: string): readonly string[] => {
    const files = scripts.get(folder) ?? scriptFiles(workspaceRoot, folder, signatures);
    scripts.set(folder, files);
    return files;
  };
  const evidence = { signatures, read, known, places: new Places(known.names), scriptFilesIn };
  return owned.map(([root, own]): LanguageNode => {
    const facts = projectFacts(root, own, evidence);
    return {
      root,
      configFile: own[0] ?? root,
      technologies: ['docker'],
      targets: dockerTargets(facts, settings),
    };
  });
};

function projectFacts(root: string, files: readonly string[], evidence: Evidence): DockerProjectFacts {
  const { signatures, read, known, places } = evidence;
  const suffixes = suffixesOf(root, files);
  const sourcesOf = (file: string): string[] => read[file]?.[1] ?? [];
  const dockerfiles = files.map((file): DockerfileFacts => {
    const context = buildContextOf(file, root, sourcesOf(file), (folder) => signatures.names(folder));
    return { file, context, suffix: suffixes.get(file) ?? '' };
  });
  const copied = unique(
    dockerfiles.flatMap(({ file, context }) => sourcesOf(file).map((source) => path.posix.join(context, source))),
  );
  const closure = known.closureOf(root);
  const roots = [root, ...closure];
  const above = foldersAboveAll(roots).filter((folder) => folder !== root);
  return {
    root,
    name: known.names.get(root) ?? root,
    dockerfiles,
    outside: projectsOutside(root, copied, closure, places),
    above,
    reads: unique([...roots.flatMap((one) => known.readsOf(one)), ...above.flatMap(evidence.scriptFilesIn)]),
    include: copied.filter((file) => isNobodys(file, places) && !isBuilt(file) && signatures.of(file) !== ''),
  };
}

/** The projects that paths lie in, without the one that copies them and those that it depends on. */
function projectsOutside(
  root: string,
  paths: readonly string[],
  closure: ReadonlySet<string>,
  places: Places,
): Record<string, string> {
  const owners = unique(paths.flatMap((one) => places.ownerOf(one) ?? []));
  // A project at the workspace root holds all that is no other's, such as root manifests.
  const outside = owners.filter((owner) => owner !== root && owner !== '.' && !closure.has(owner));
  return Object.fromEntries(outside.map((owner) => [owner, places.names.get(owner) ?? owner]));
}

/** Whether a path lies in no project but one at the workspace root, and holds none. */
function isNobodys(file: string, places: Places): boolean {
  return (places.ownerOf(file) ?? '.') === '.' && !places.holdsProject(file);
}

/** Many projects lie in few folders. */
function foldersAboveAll(roots: readonly string[]): string[] {
  const parents = new Set(roots.filter((root) => root !== '.').map((root) => path.posix.dirname(root)));
  return unique([...parents].flatMap((folder) => [folder, ...foldersAbove(folder)]));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
