import { createWalker } from '@hone/core/files';
import { candidatesOf } from './candidates.js';
import { type CachedNames, ConfiguredNames } from './configured-names.js';
import { FileSignatures } from './file-signatures.js';
import type { FoundProjects, GraphContext, LanguageGraph } from './language.js';
import { languagesOf } from './languages.js';
import { nameProjects } from './names.js';
import { readNpmWorkspaces } from './npm-workspaces.js';
import type { ResolvedOptions } from './options.js';
import { keepState, readState } from './state.js';

/** What this plugin knows of a workspace at one moment. */
export interface WorkspaceGraph {
  languages: LanguageGraph[];
  /** Names of projects by folder. */
  names: ReadonlyMap<string, string>;
  warnings: string[];
}

/**
 * Reads the projects of all languages, gives them names, and has each language make its part of the graph.
 *
 * @param workspaceRoot absolute path
 * @param files those that Nx found for the plugin's pattern, relative to the workspace root
 */
export async function readWorkspaceGraph(
  workspaceRoot: string,
  files: readonly string[],
  options: ResolvedOptions,
): Promise<WorkspaceGraph> {
  const context: GraphContext = {
    workspaceRoot,
    options,
    candidates: candidatesOf(files),
    signatures: new FileSignatures(workspaceRoot),
    walker: createWalker(workspaceRoot),
  };
  const wanted = languagesOf(context.candidates, options);
  const readers = await Promise.all(wanted.map((language) => language.load()));
  const found = await Promise.all(readers.map((read) => read(context)));
  const { names, clashes } = givenNames(context, found);
  return {
    languages: found.map((projects) => projects.graph(names)),
    names,
    warnings: [...found.flatMap(({ warnings }) => warnings), ...clashes.map(clashWarning)],
  };
}

function givenNames(context: GraphContext, found: readonly FoundProjects[]): ReturnType<typeof nameProjects> {
  const { workspaceRoot, signatures, candidates } = context;
  const { names: known = {} } = readState<{ names: CachedNames }>(workspaceRoot, 'names');
  const configured = new ConfiguredNames(workspaceRoot, signatures, readNpmWorkspaces(workspaceRoot), known);
  const configuredNames = new Map(candidates.map((candidate) => [candidate.root, configured.of(candidate)]));
  keepState(workspaceRoot, 'names', { names: configured.cache }, configured.changed);

  // A folder that two languages know is one project, with the name that the first has for it.
  const ours = new Map<string, { root: string; ownName?: string }>();
  for (const project of found.flatMap(({ projects }) => projects)) {
    if (ours.get(project.root)?.ownName === undefined) ours.set(project.root, project);
  }
  const projects = [...ours.values()].map(({ root, ownName }) => {
    const configuredName = configuredNames.get(root);
    return { root, ...(ownName !== undefined && { ownName }), ...(configuredName !== undefined && { configuredName }) };
  });
  const others = [...configuredNames].filter(([root, name]) => name !== undefined && !ours.has(root));
  return nameProjects(
    projects,
    others.map(([, name]) => name!),
  );
}

function clashWarning(name: string): string {
  return `Several projects are named "${name}": those without a project.json or package.json that names them are named after their folders.`;
}
