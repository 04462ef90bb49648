import { createHash } from 'node:crypto';
import path from 'node:path';
import { installedTools } from '../graph/installed-tools.js';
import type { GraphContext, KnownProjects, LanguageNode } from '../graph/language.js';
import { joinClosures } from '../graph/join-closures.js';
import { keepState, readState } from '../graph/state.js';
import { ConfiguredInputFiles, type Input, type InputCache } from './configured-inputs.js';
import { joinInputs, outsideInputs } from './outside-inputs.js';
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
  { names, dependenciesOf, readsOf }: KnownProjects,
): LanguageNode[] {
  const { workspaceRoot, options, signatures, candidates } = context;
  const version = installedTools(workspaceRoot, [tool])[tool];
  if (version === undefined) return [];
  const { files = {} } = readState<{ files: InputCache }>(workspaceRoot, 'build-fix');
  const configured = new ConfiguredInputFiles(workspaceRoot, signatures, files);
  const filesOf = new Map(candidates.map((candidate) => [candidate.root, candidate.files]));
  const byRoot = groupByRoot(nodes);
  const factsOf = folderFacts(byRoot, configured, readsOf);
  const closures = joinClosures<FolderFacts>(names.keys(), dependenciesOf, (members, below) =>
    joinFacts([...members.map(factsOf), ...below]),
  );
  const fixed = [...names].map(([root, name]): LanguageNode => {
    const { outside, digest } = closures.get(root)!;
    const project = { root, name, outside: joinInputs(outside), facts: digest };
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

/** What a plan has to know of a folder, or of a folder and all that it depends on. */
interface FolderFacts {
  /** What targets read besides files of projects; folders that name the same have one list. */
  outside: ReadonlySet<readonly Input[]>;
  digest: string;
}

function folderFacts(
  byRoot: ReadonlyMap<string, readonly LanguageNode[]>,
  configured: ConfiguredInputFiles,
  readsOf: KnownProjects['readsOf'],
): (root: string) => FolderFacts {
  const defaults = configured.defaults();
  const lists = new Map<string, readonly Input[]>();
  return (root) => {
    const parts = byRoot.get(root) ?? [];
    const own = configured.ofProject(root);
    const targets = parts.flatMap((part) => Object.values(part.targets));
    const inputs = [
      ...defaults.inputs,
      ...own.inputs,
      ...targets.flatMap((target) => target.inputs ?? []),
      ...readsOf(root).map((file) => `{workspaceRoot}/${file}`),
    ];
    const named = Object.assign({}, defaults.named, ...parts.map(({ namedInputs }) => namedInputs), own.named);
    const outside = outsideInputs(inputs, named);
    const key = JSON.stringify(outside);
    if (!lists.has(key)) lists.set(key, outside);
    return { outside: new Set([lists.get(key)!]), digest: digestOf(parts.map(toolFacts)) };
  };
}

function joinFacts(facts: readonly FolderFacts[]): FolderFacts {
  return {
    outside: new Set(facts.flatMap(({ outside }) => [...outside])),
    digest: digestOf(facts.map(({ digest }) => digest).sort()),
  };
}

/** Options tell which tools run, in which version, and what is installed. */
function toolFacts({ root, targets }: LanguageNode): unknown {
  return Object.entries(targets).map(([name, { executor, options, command }]) => [
    root,
    name,
    executor,
    options,
    command,
  ]);
}

function digestOf(facts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
