import { createWalker } from '@hone/core/files';
import { candidatesOf } from './candidates.js';
import { type CachedNames, ConfiguredNames } from './configured-names.js';
import { FileSignatures } from './file-signatures.js';
import { installedTools } from './installed-tools.js';
import { knownProjects } from './known-projects.js';
import type { FoundProjects, GraphContext, KnownProjects, LanguageGraph, LanguageNode } from './language.js';
import { companionsOf, isManifest, languagesOf } from './languages.js';
import { nameProjects } from './names.js';
import { readNpmWorkspaces } from './npm-workspaces.js';
import type { ResolvedOptions } from './options.js';
import { keepState, readState } from './state.js';

/** What this plugin knows of a workspace at one moment. */
export interface WorkspaceGraph {
  languages: LanguageGraph[];
  /** What files that make no projects add to those. */
  companions: LanguageNode[];
  /** Names by folder of the projects that this plugin makes. */
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
    candidates: candidatesOf(files.filter(isManifest)),
    signatures: new FileSignatures(workspaceRoot),
    walker: createWalker(workspaceRoot),
  };
  const wanted = languagesOf(context.candidates, options);
  const readers = await Promise.all(wanted.map((language) => language.load()));
  const found = await Promise.all(readers.map((read) => read(context)));
  const { names, others, clashes } = givenNames(context, found);
  const languages = found.map((projects) => withEdgesKept(projects.graph(names)));
  const known = (): KnownProjects => knownProjects(new Map([...others, ...names]), languages);
  const companions = await readCompanions(context, files, known);
  companions.push(...(await readDependencies(context, languages, known)));
  const nodes = [...languages.flatMap((language) => language.nodes), ...companions];
  companions.push(...(await readFixes(context, nodes, known)));
  return {
    languages,
    companions,
    names,
    warnings: [...found.flatMap(({ warnings }) => warnings), ...clashes.map(clashWarning)],
  };
}

/** Edges are asked for twice where a companion needs them. */
function withEdgesKept(graph: LanguageGraph): LanguageGraph {
  let edges: ReturnType<LanguageGraph['edges']> | undefined;
  return { ...graph, edges: () => (edges ??= [...graph.edges()]) };
}

async function readCompanions(
  context: GraphContext,
  files: readonly string[],
  known: () => KnownProjects,
): Promise<LanguageNode[]> {
  const nodes: LanguageNode[] = [];
  for (const { companion, files: own } of companionsOf(files, context.options)) {
    if (Object.keys(installedTools(context.workspaceRoot, [companion.tool])).length === 0) continue;
    const read = await companion.load();
    nodes.push(...read(context, own, known()));
  }
  return nodes;
}

/** Not loaded where nobody wants it. */
async function readDependencies(
  context: GraphContext,
  languages: readonly LanguageGraph[],
  known: () => KnownProjects,
): Promise<LanguageNode[]> {
  if (!installedTools(context.workspaceRoot, ['@hone/dep-prune'])['@hone/dep-prune']) return [];
  const { readPruned } = await import('../dep-prune/language.js');
  return readPruned(context, languages, known);
}

/** After all others, since it fixes what their targets find. */
async function readFixes(
  context: GraphContext,
  nodes: readonly LanguageNode[],
  known: () => KnownProjects,
): Promise<LanguageNode[]> {
  if (!context.options.buildFix.enabled) return [];
  if (!installedTools(context.workspaceRoot, ['@hone/build-fix'])['@hone/build-fix']) return [];
  const { readFixed } = await import('../build-fix/language.js');
  return readFixed(context, nodes, known());
}

interface GivenNames extends ReturnType<typeof nameProjects> {
  /** Names by folder of the projects that Nx finds by itself. */
  others: Map<string, string>;
}

function givenNames(context: GraphContext, found: readonly FoundProjects[]): GivenNames {
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
  const others = new Map<string, string>();
  for (const [root, name] of configuredNames) if (name !== undefined && !ours.has(root)) others.set(root, name);
  return { ...nameProjects(projects, others.values()), others };
}

function clashWarning(name: string): string {
  return `Several projects are named "${name}": those without a project.json or package.json that names them are named after their folders.`;
}
