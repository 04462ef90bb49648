import { createHash } from 'node:crypto';
import path from 'node:path';
import { installedTools } from '../graph/installed-tools.js';
import type { GraphContext, KnownProjects, LanguageNode } from '../graph/language.js';
import { keepState, readState } from '../graph/state.js';
import { ConfiguredInputFiles, type InputCache } from './configured-inputs.js';
import { outsideInputs } from './outside-inputs.js';
import { fixTargets } from './targets.js';

const tool = '@hone/build-fix';

/**
 * Gives every project the targets that plan fixes and apply them.
 *
 * @param nodes what all else gives projects
 */
export function readFixed(
  context: GraphContext,
  nodes: readonly LanguageNode[],
  { names, closureOf, readsOf }: KnownProjects,
): LanguageNode[] {
  const { workspaceRoot, options, signatures, candidates } = context;
  const version = installedTools(workspaceRoot, [tool])[tool];
  if (version === undefined) return [];
  const { files = {} } = readState<{ files: InputCache }>(workspaceRoot, 'build-fix');
  const configured = new ConfiguredInputFiles(workspaceRoot, signatures, files);
  const defaults = configured.defaults();
  const byRoot = groupByRoot(nodes);
  const filesOf = new Map(candidates.map((candidate) => [candidate.root, candidate.files]));
  const fixed = [...names].map(([root, name]): LanguageNode => {
    const own = configured.ofProject(root);
    const parts = [root, ...[...closureOf(root)].sort()].flatMap((one) => byRoot.get(one) ?? []);
    const targets = parts.flatMap((part) => Object.values(part.targets));
    const inputs = [
      ...defaults.inputs,
      ...own.inputs,
      ...targets.flatMap((target) => target.inputs ?? []),
      ...[root, ...closureOf(root)].flatMap(readsOf).map((file) => `{workspaceRoot}/${file}`),
    ];
    const lists = Object.assign({}, defaults.named, ...parts.map((part) => part.namedInputs), own.named);
    const project = { root, name, outside: outsideInputs(inputs, lists), facts: digestOf(parts) };
    return {
      root,
      configFile: byRoot.get(root)?.[0]?.configFile ?? path.posix.join(root, filesOf.get(root)?.[0] ?? 'package.json'),
      technologies: [],
      targets: fixTargets(project, options, `${tool}@${version}`),
    };
  });
  keepState(workspaceRoot, 'build-fix', { files: configured.cache }, configured.changed);
  return fixed;
}

function groupByRoot(nodes: readonly LanguageNode[]): Map<string, LanguageNode[]> {
  const byRoot = new Map<string, LanguageNode[]>();
  for (const node of nodes) {
    const known = byRoot.get(node.root);
    if (known) known.push(node);
    else byRoot.set(node.root, [node]);
  }
  return byRoot;
}

/** Options tell which tools run, in which version, and what is installed. */
function digestOf(parts: readonly LanguageNode[]): string {
  const facts = parts.flatMap(({ root, targets }) =>
    Object.entries(targets).map(([name, { executor, options, command }]) => [root, name, executor, options, command]),
  );
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
