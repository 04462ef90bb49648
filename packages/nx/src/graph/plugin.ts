import type { CreateDependencies, CreateDependenciesContext, CreateNodes } from '@nx/devkit';
import { GraphDependencies } from './dependencies.js';
import { filePattern, matchesPattern } from './languages.js';
import { nodesOf } from './nodes.js';
import { type HoneOptions, resolveOptions } from './options.js';
import { type WorkspaceGraph, readWorkspaceGraph } from './workspace-graph.js';

/** The plugin's name, as it is shown in source maps and errors. */
export const name = '@hone/nx';

/** What the last createNodes of this process found: createDependencies, which Nx calls next, uses it. */
let current: { workspaceRoot: string; graph: WorkspaceGraph } | undefined;

/** Finds projects, infers their targets, and adds locked packages as external nodes. */
export const createNodes: CreateNodes<HoneOptions> = [
  filePattern,
  async (files, options, { workspaceRoot }) => {
    const resolved = resolveOptions(options);
    const graph = await readWorkspaceGraph(workspaceRoot, files, resolved);
    for (const warning of graph.warnings) console.warn(`${name}: ${warning}`);
    current = { workspaceRoot, graph };
    return nodesOf(graph, resolved);
  },
];

/** Adds edges from manifests, imports and locks. */
export const createDependencies: CreateDependencies<HoneOptions> = async (options, context) => {
  const { workspaceRoot } = context;
  const graph =
    current?.workspaceRoot === workspaceRoot
      ? current.graph
      : await readWorkspaceGraph(workspaceRoot, filesOf(context), resolveOptions(options));
  const dependencies = new GraphDependencies(context);
  for (const language of graph.languages) {
    for (const edge of language.edges()) dependencies.addProjectEdge(edge);
    for (const edge of language.externalEdges()) dependencies.addExternalEdge(edge);
  }
  return dependencies.all();
};

/** Should Nx ask for dependencies in a process that was not asked for nodes. */
function filesOf({ fileMap }: CreateDependenciesContext): string[] {
  const files = [...Object.values(fileMap.projectFileMap).flat(), ...fileMap.nonProjectFiles];
  return files.map(({ file }) => file).filter(matchesPattern);
}
