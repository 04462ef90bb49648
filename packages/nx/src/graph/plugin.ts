import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CreateDependencies, CreateNodes, CreateNodesContext, CreateNodesResultArray } from '@nx/devkit';
import { manifestPattern } from '../python/detect.js';
import { DependencyIndex, importEdges, importedModules, manifestEdges } from '../python/edges.js';
import { Environments, closureOf } from '../python/environment.js';
import { externalEdges, externalNodes } from '../python/external-nodes.js';
import { ModuleIndex } from '../python/modules.js';
import { pythonTargets } from '../python/targets.js';
import { ToolVersions, installedTools, toolchainOf } from '../python/toolchain.js';
import type { PythonProjectFacts } from '../python/types.js';
import { type PythonCache, type PythonWorkspace, readPythonWorkspace } from '../python/workspace.js';
import { readDiskCache, writeDiskCache } from './disk-cache.js';
import { GraphDependencies } from './dependencies.js';
import { workspaceDataDirectory } from './nx-internals.js';
import { type HoneOptions, type ResolvedOptions, resolveOptions } from './options.js';

/** The plugin's name, as it is shown in source maps and errors. */
export const name = '@hone/nx';

/** What the last createNodes of this process found: createDependencies, which Nx calls next, uses it. */
let current: { workspaceRoot: string; workspace: IndexedWorkspace } | undefined;

interface IndexedWorkspace extends PythonWorkspace {
  modules: ModuleIndex;
  index: DependencyIndex;
}

/** Finds projects, infers their targets, and adds locked packages as external nodes. */
export const createNodes: CreateNodes<HoneOptions> = [
  manifestPattern,
  async (files, options, context) => {
    const resolved = resolveOptions(options);
    if (!resolved.python.enabled) return [];
    const workspace = await readWorkspace(context.workspaceRoot, files);
    for (const warning of workspace.warnings) console.warn(`${name}: ${warning}`);
    return nodesOf(workspace, resolved, context);
  },
];

/** Adds edges from manifests, imports and locks. */
export const createDependencies: CreateDependencies<HoneOptions> = async (options, context) => {
  const { python } = resolveOptions(options);
  if (!python.enabled) return [];
  const workspace =
    current?.workspaceRoot === context.workspaceRoot
      ? current.workspace
      : await readWorkspace(context.workspaceRoot, manifestsOf(context));
  const { projects, locks, modules, index } = workspace;
  const dependencies = new GraphDependencies(context);
  for (const edge of manifestEdges(projects, index)) dependencies.addProjectEdge(edge);
  if (python.importEdges) for (const edge of importEdges(projects, modules, index)) dependencies.addProjectEdge(edge);
  if (python.externalNodes) for (const edge of externalEdges(projects, locks)) dependencies.addExternalEdge(edge);
  return dependencies.all();
};

async function readWorkspace(workspaceRoot: string, files: readonly string[]): Promise<IndexedWorkspace> {
  const file = path.join(workspaceDataDirectory(workspaceRoot), 'hone-python.json');
  const before =
    current?.workspaceRoot === workspaceRoot
      ? current.workspace.cache
      : readDiskCache<PythonCache>(file, pluginVersion());
  const read = await readPythonWorkspace(workspaceRoot, files, before);
  const { projects, locks } = read;
  const workspace = { ...read, modules: new ModuleIndex(projects), index: new DependencyIndex(projects, locks) };
  current = { workspaceRoot, workspace };
  return workspace;
}

function nodesOf(
  workspace: IndexedWorkspace,
  options: ResolvedOptions,
  { workspaceRoot }: CreateNodesContext,
): CreateNodesResultArray {
  const { projects, locks, cache, signatures, modules, index } = workspace;
  const tools = installedTools(workspaceRoot);
  const environments = new Environments(workspaceRoot);
  const versions = new ToolVersions(workspaceRoot, environments, cache.versions);
  const lockByFile = new Map(locks.map((lock) => [lock.file, lock]));
  const results = projects.map((project): CreateNodesResultArray[number] => {
    const own = signatures.names(project.root).some((entry) => entry === '.venv' || entry === 'venv');
    const environment = environments.find(project.root, own);
    const closure = environment && closureOf(project, lockByFile.get(project.lock ?? ''));
    const targets = pythonTargets(
      {
        project,
        tools,
        toolchain: toolchainOf({ root: project.root, own, environment }, tools, versions, options.python),
        ...(environment && { environment: environments.fingerprint(environment, closure) }),
        workspaceModules: importedModules(project, modules, index),
      },
      options,
    );
    return [project.configFile, { projects: { [project.root]: projectNode(project, targets) } }];
  });
  if (workspace.changed || versions.changed) save(workspaceRoot, workspace);
  const [first] = results;
  if (first && options.python.externalNodes) first[1].externalNodes = externalNodes(locks);
  return results;
}

function projectNode(project: PythonProjectFacts, targets: ReturnType<typeof pythonTargets>) {
  return { name: project.name, targets, metadata: { technologies: ['python'] } };
}

function save(workspaceRoot: string, workspace: PythonWorkspace): void {
  const file = path.join(workspaceDataDirectory(workspaceRoot), 'hone-python.json');
  writeDiskCache(file, pluginVersion(), workspace.cache);
  workspace.changed = false;
}

/** Should Nx ask for dependencies in a process that was not asked for nodes. */
function manifestsOf({ fileMap }: Parameters<CreateDependencies>[1]): string[] {
  const files = [...Object.values(fileMap.projectFileMap).flat(), ...fileMap.nonProjectFiles];
  return files
    .map(({ file }) => file)
    .filter((file) => /(?:^|\/)(?:pyproject\.toml|setup\.cfg|setup\.py|requirements\.txt|project\.json)$/.test(file));
}

let version: string | undefined;

/** State of another version of this plugin is of no use. */
function pluginVersion(): string {
  const read = (): string =>
    (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
  return (version ??= `${read()}/1`);
}
