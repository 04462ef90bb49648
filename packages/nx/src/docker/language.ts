import path from 'node:path';
import { foldersAbove } from '../graph/candidates.js';
import { installedTools } from '../graph/installed-tools.js';
import type { GraphContext, KnownProjects, LanguageNode, ReadCompanion } from '../graph/language.js';
import { keepState, readState } from '../graph/state.js';
import { buildContextOf } from './build-context.js';
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
      configFile: facts.dockerfiles[0]!.file,
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
  const sourcesOf = (file: string): string[] => read[file]![1];
  const dockerfiles = files.map((file): DockerfileFacts => {
    const context = buildContextOf(file, root, sourcesOf(file), (folder) => signatures.names(folder));
    return { file, context, suffix: suffixes.get(file)! };
  });
  const copied = dockerfiles.flatMap(({ file, context }) =>
    sourcesOf(file).map((source) => path.posix.join(context, source)),
  );
  return {
    root,
    name: known.names.get(root)!,
    dockerfiles,
    outside: projectsOutside(root, copied, known),
    above: [...new Set([root, ...known.closureOf(root)].flatMap(foldersAbove))].sort(),
  };
}

/** The projects that paths lie in, without the one that copies them and those that it depends on. */
function projectsOutside(
  root: string,
  paths: readonly string[],
  { names, closureOf }: KnownProjects,
): Record<string, string> {
  const owners = paths.map((one) => [one, ...foldersAbove(one)].find((folder) => names.has(folder)));
  // A project at the workspace root holds all that is no other's, such as root manifests.
  const others = [...new Set(owners)].filter((owner) => owner !== undefined && owner !== root && owner !== '.');
  if (others.length === 0) return {};
  const closure = closureOf(root);
  const outside = others.filter((owner) => !closure.has(owner!)).sort();
  return Object.fromEntries(outside.map((owner) => [owner!, names.get(owner!)!]));
}
