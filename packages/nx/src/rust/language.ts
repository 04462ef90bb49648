import { compareText } from '@hone/core/diagnostics';
import { installedTools } from '../graph/installed-tools.js';
import type { GraphContext, LanguageGraph, LanguageNode, ReadLanguage } from '../graph/language.js';
import { keepState, readState } from '../graph/state.js';
import { buildToolsOf } from './build-tools.js';
import { CargoConfigs } from './cargo-config.js';
import { CrateDependencies } from './dependencies.js';
import { crateEdges } from './edges.js';
import { compilerNodes, externalEdges, externalNodes } from './external-nodes.js';
import { outsideFiles } from './inputs.js';
import { crateNamedInputs, crateSlice, crateTargets } from './targets.js';
import { Toolchains, hasNextest } from './toolchain.js';
import type { CrateFacts } from './types.js';
import { type RustCache, type RustWorkspace, readRustWorkspace } from './workspace.js';

/** Finds the crates of a workspace. */
export const readRust: ReadLanguage = async (context) => {
  const workspace = await readRustWorkspace(context, readState<RustCache>(context.workspaceRoot, 'rust'));
  return {
    projects: workspace.crates.map(({ root, name }) => ({ root, ownName: name })),
    warnings: workspace.warnings,
    graph: (names) =>
      rustGraph(
        context,
        workspace,
        workspace.crates.map((crate) => ({ ...crate, name: names.get(crate.root)! })),
      ),
  };
};

function rustGraph(
  context: GraphContext,
  { locks, cache, changed }: RustWorkspace,
  crates: CrateFacts[],
): LanguageGraph {
  const { rust } = context.options;
  const toolchains = new Toolchains(context.workspaceRoot, cache.versions);
  const nodes = crateNodes(context, crates, { locks, toolchains });
  keepState(context.workspaceRoot, 'rust', cache, changed || toolchains.changed);
  return {
    nodes,
    externalNodes: { ...(rust.externalNodes ? externalNodes(locks) : {}), ...compilerNodes(toolchains.identities()) },
    edges: () => crateEdges(crates, locks),
    externalEdges: () => (rust.externalNodes ? externalEdges(crates, locks) : []),
  };
}

function crateNodes(
  { workspaceRoot, signatures, options }: GraphContext,
  crates: readonly CrateFacts[],
  { locks, toolchains }: Pick<RustWorkspace, 'locks'> & { toolchains: Toolchains },
): LanguageNode[] {
  const tools = installedTools(workspaceRoot, ['@hone/rust-check']);
  const dependencies = new CrateDependencies(crates);
  const configs = new CargoConfigs(workspaceRoot, signatures);
  const nextest = options.rust.commands && hasNextest(workspaceRoot);
  const buildTools = buildToolsOf(workspaceRoot, crates, locks);
  const idle = idleDependencies(crates);
  return crates.map((crate): LanguageNode => {
    const slice = crateSlice(crate);
    const needed = buildTools.get(crate.root);
    const idleHere = idle.get(crate.root);
    const facts = {
      crate,
      hasDependencies: dependencies.has(crate),
      inherited: dependencies.filesOf(crate),
      tools,
      rustc: toolchains.of(crate.root),
      nextest,
      ...(needed && { buildTools: needed }),
      place: configs.placeOf(crate.root),
    };
    return {
      root: crate.root,
      configFile: crate.file,
      technologies: ['rust'],
      reads: outsideFiles(crate, facts.inherited),
      ...(slice && { slice }),
      ...(idleHere && { idleDependencies: idleHere }),
      namedInputs: crateNamedInputs(facts),
      targets: crateTargets(facts, options),
    };
  });
}

/**
 * Entries of `[workspace.dependencies]` that no member inherits, by the crate that answers for them: the root package, else
 * the first member.
 */
function idleDependencies(crates: readonly CrateFacts[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const rootsFirst = crates.toSorted(
    (a, b) => Number(b.root === b.workspace) - Number(a.root === a.workspace) || compareText(a.root, b.root),
  );
  for (const { root, cargoWorkspace } of rootsFirst) {
    const { idleDependencies: idle = [], root: workspace = root } = cargoWorkspace ?? {};
    if (idle.length === 0 || seen.has(workspace)) continue;
    seen.add(workspace);
    found.set(
      root,
      idle.map(({ alias }) => alias),
    );
  }
  return found;
}
