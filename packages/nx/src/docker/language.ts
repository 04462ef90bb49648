import path from 'node:path';
import { foldersAbove, isNeverProject } from '../graph/candidates.js';
import { installedTools } from '../graph/installed-tools.js';
import type { GraphContext, KnownProjects, LanguageNode, ReadCompanion } from '../graph/language.js';
import { keepState, readState } from '../graph/state.js';
import { buildContextOf, isBuilt } from './build-context.js';
import { type CachedDockerfiles, type DockerCache, readDockerfiles } from './dockerfiles.js';
import { ownersOf } from './owners.js';
import { suffixesOf } from './suffixes.js';
import { dockerTargets } from './targets.js';
import type { DockerProjectFacts, DockerfileFacts } from './types.js';

const tool = '@hone/docker-multistage';

/** Gives projects the targets of their Dockerfiles. */
export const readDocker: ReadCompanion = (context, files, known) => {
  const { workspaceRoot, signatures, options } = context;
  const owned = ownersOf(files, (root) => known.names.has(root));
  const { dockerfiles: before = {} } = readState<DockerCache>(workspaceRoot, 'docker');
  const all = owned.flatMap(([, own]) => own);
  const { dockerfiles, changed } = readDockerfiles(workspaceRoot, all, signatures, before);
  keepState(workspaceRoot, 'docker', { dockerfiles }, changed);

  const settings = { options, tool: `${tool}@${installedTools(workspaceRoot, [tool])[tool]}` };
  return owned.map(([root, own]): LanguageNode => {
    const facts = projectFacts(root, own, dockerfiles, context, known);
    return {
      root,
      configFile: own[0] ?? root,
      technologies: ['docker'],
      targets: dockerTargets(facts, settings),
    };
  });
};

function projectFacts(
  root: string,
  files: readonly string[],
  read: CachedDockerfiles,
  { signatures }: GraphContext,
  known: KnownProjects,
): DockerProjectFacts {
  const suffixes = suffixesOf(root, files);
  const dockerfiles = files.map((file): DockerfileFacts => {
    const context = buildContextOf(file, root, sourcesOf(file, read), (folder) => signatures.names(folder));
    return { file, context, suffix: suffixes.get(file) ?? '' };
  });
  const copied = dockerfiles.flatMap(({ file, context }) =>
    sourcesOf(file, read).map((source) => path.posix.join(context, source)),
  );
  const closure = known.closureOf(root);
  const roots = [root, ...closure];
  return {
    root,
    name: known.names.get(root) ?? root,
    dockerfiles,
    outside: projectsOutside(root, copied, closure, known.names),
    above: unique(roots.flatMap(foldersAbove)).filter((folder) => folder !== root),
    reads: unique(roots.flatMap((one) => known.readsOf(one))),
    include: filesOfNobody(copied, known.names).filter((file) => signatures.of(file) !== ''),
  };
}

function sourcesOf(file: string, read: CachedDockerfiles): string[] {
  return read[file]?.[1] ?? [];
}

/** The projects that paths lie in, without the one that copies them and those that it depends on. */
function projectsOutside(
  root: string,
  paths: readonly string[],
  closure: ReadonlySet<string>,
  names: ReadonlyMap<string, string>,
): Record<string, string> {
  const owners = unique(paths.flatMap((one) => ownerOf(one, names) ?? []));
  return Object.fromEntries(
    owners
      // A project at the workspace root holds all that is no other's, such as root manifests.
      .filter((owner) => owner !== root && owner !== '.' && !closure.has(owner))
      .map((owner) => [owner, names.get(owner) ?? owner]),
  );
}

/** The paths that lie in no project but one at the workspace root, and hold none, and are no product of a build. */
function filesOfNobody(paths: readonly string[], names: ReadonlyMap<string, string>): string[] {
  const folders = new Set([...names.keys()].flatMap((root) => [root, ...foldersAbove(root)]));
  return unique(paths).filter(
    (one) => (ownerOf(one, names) ?? '.') === '.' && !folders.has(one) && !isBuilt(one) && !isNeverProject(one),
  );
}

function ownerOf(file: string, names: ReadonlyMap<string, string>): string | undefined {
  return [file, ...foldersAbove(file)].find((folder) => names.has(folder));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
