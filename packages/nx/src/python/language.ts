import { installedTools } from '../graph/installed-tools.js';
import type { GraphContext, LanguageGraph, LanguageNode, ReadLanguage } from '../graph/language.js';
import { keepState, readState } from '../graph/state.js';
import { DependencyIndex, importEdges, importedModules, manifestEdges } from './edges.js';
import { Environments, closureOf } from './environment.js';
import { externalEdges, externalNodes } from './external-nodes.js';
import { ModuleIndex } from './modules.js';
import { outsideFiles, pythonSlice, pythonTargets } from './targets.js';
import { ToolVersions, toolchainOf } from './toolchain.js';
import type { PythonProjectFacts } from './types.js';
import { type PythonCache, type PythonWorkspace, readPythonWorkspace } from './workspace.js';

/** Finds the Python projects of a workspace. */
export const readPython: ReadLanguage = async (context) => {
  const workspace = await readPythonWorkspace(context, readState<PythonCache>(context.workspaceRoot, 'python'));
  return {
    projects: workspace.projects.map(({ root, manifest: { name } }) => ({
      root,
      ...(name !== undefined && { ownName: name }),
    })),
    warnings: [],
    graph: (names) =>
      pythonGraph(
        context,
        workspace,
        workspace.projects.map((project) => ({ ...project, name: names.get(project.root)! })),
      ),
  };
};

function pythonGraph(
  context: GraphContext,
  { locks, cache, changed }: PythonWorkspace,
  projects: PythonProjectFacts[],
): LanguageGraph {
  const { python } = context.options;
  const modules = new ModuleIndex(projects);
  const index = new DependencyIndex(projects, locks);
  const versions = new ToolVersions(context.workspaceRoot, new Environments(context.workspaceRoot), cache.versions);
  const nodes = pythonNodes(context, { projects, locks, versions, modules, index });
  keepState(context.workspaceRoot, 'python', cache, changed || versions.changed);
  return {
    nodes,
    externalNodes: python.externalNodes ? externalNodes(locks) : {},
    edges: () => [
      ...manifestEdges(projects, index),
      ...(python.importEdges ? importEdges(projects, modules, index) : []),
    ],
    externalEdges: () => (python.externalNodes ? externalEdges(projects, locks) : []),
  };
}

interface Indexed extends Pick<PythonWorkspace, 'projects' | 'locks'> {
  versions: ToolVersions;
  modules: ModuleIndex;
  index: DependencyIndex;
}

function pythonNodes(
  { workspaceRoot, signatures, options }: GraphContext,
  { projects, locks, versions, modules, index }: Indexed,
): LanguageNode[] {
  const tools = installedTools(workspaceRoot, ['@hone/python-validate', 'pyright']);
  const { environments } = versions;
  const lockByFile = new Map(locks.map((lock) => [lock.file, lock]));
  return projects.map((project): LanguageNode => {
    const own = signatures.names(project.root).some((entry) => entry === '.venv' || entry === 'venv');
    const environment = environments.find(project.root, own);
    const closure = environment && closureOf(project, lockByFile.get(project.lock ?? ''));
    const fingerprint = environment && environments.fingerprint(environment, closure);
    const slice = pythonSlice(project);
    const facts = {
      project,
      tools,
      toolchain: toolchainOf({ root: project.root, own, environment }, tools, versions, options.python),
      ...(fingerprint !== undefined && { environment: fingerprint }),
      workspaceModules: importedModules(project, modules, index),
    };
    return {
      root: project.root,
      configFile: project.configFile,
      technologies: ['python'],
      reads: outsideFiles(project, project.manifest.manifests),
      ...(slice && { slice }),
      ...(fingerprint !== undefined && { environment: fingerprint }),
      targets: pythonTargets(facts, options),
    };
  });
}
