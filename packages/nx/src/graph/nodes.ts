import type { CreateNodesResultArray, ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import type { LanguageNode } from './language.js';
import { lockSliceTarget } from './lock-slice-target.js';
import type { ResolvedOptions } from './options.js';
import type { WorkspaceGraph } from './workspace-graph.js';

/** The graph's nodes as Nx takes them: one result for each folder, whatever languages it has. */
export function nodesOf(
  { languages, companions, names }: WorkspaceGraph,
  options: ResolvedOptions,
): CreateNodesResultArray {
  const byRoot = new Map<string, LanguageNode[]>();
  for (const node of [...languages.flatMap(({ nodes }) => nodes), ...companions]) {
    byRoot.set(node.root, [...(byRoot.get(node.root) ?? []), node]);
  }
  const results: CreateNodesResultArray[number][] = [...byRoot].map(([root, parts]) => [
    parts[0]!.configFile,
    { projects: { [root]: projectOf(names.get(root), parts, options) } },
  ]);
  const [first] = results;
  if (first) first[1].externalNodes = Object.assign({}, ...languages.map(({ externalNodes }) => externalNodes));
  return results;
}

/** @param name absent where the project is Nx's own find, which names it */
function projectOf(
  name: string | undefined,
  parts: readonly LanguageNode[],
  options: ResolvedOptions,
): Omit<ProjectConfiguration, 'root'> {
  const sliced = parts.filter(({ slice }) => slice !== undefined);
  const slices = sliced.flatMap(({ slice }) => slice ?? []);
  const { lockSliceTargetName: target } = options;
  const targets: Record<string, TargetConfiguration> = {};
  if (name !== undefined && slices.length > 0) {
    targets[target] = lockSliceTarget({
      name,
      root: parts[0]!.root,
      target,
      technologies: technologiesOf(sliced),
      slices,
    });
  }
  const namedInputs = Object.assign({}, ...parts.map((part) => part.namedInputs));
  return {
    ...(name !== undefined && { name }),
    targets: withContinuous(Object.assign(targets, ...parts.map((part) => part.targets))),
    ...(Object.keys(namedInputs).length > 0 && { namedInputs }),
    metadata: { technologies: technologiesOf(parts) },
  };
}

const technologiesOf = (parts: readonly LanguageNode[]): string[] => parts.flatMap(({ technologies }) => technologies);

/** Nx reads the executor's package.json and schema anew for each target that does not say whether it is continuous. */
function withContinuous(targets: Record<string, TargetConfiguration>): Record<string, TargetConfiguration> {
  return Object.fromEntries(
    Object.entries(targets).map(([name, target]) => [name, { ...target, continuous: target.continuous ?? false }]),
  );
}
