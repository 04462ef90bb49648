import { createHash } from 'node:crypto';
import path from 'node:path';
import { installedTools } from '../graph/installed-tools.js';
import type { GraphContext, KnownProjects, LanguageGraph, LanguageNode } from '../graph/language.js';
import { keepState, readState } from '../graph/state.js';
import { unpackedCrates } from './cargo-registry.js';
import { type NpmCache, NpmManifests } from './npm-manifests.js';
import { pruneTargets } from './targets.js';
import type { ManifestKind, PrunedProject } from './types.js';

const tool = '@hone/dep-prune';

/** Gives each project that declares dependencies, in whatever languages, the targets that judge and prune them. */
export function readPruned(
  context: GraphContext,
  languages: readonly LanguageGraph[],
  known: () => KnownProjects,
): LanguageNode[] {
  const { workspaceRoot, options } = context;
  if (!options.depPrune.enabled) return [];
  const version = installedTools(workspaceRoot, [tool])[tool];
  if (version === undefined) return [];
  return prunedProjects(context, languages, known()).map((project): LanguageNode => ({
    root: project.root,
    configFile: project.configFile,
    // The languages say theirs; what Nx itself found has its own.
    technologies: [],
    targets: pruneTargets(project, options, `${tool}@${version}`),
  }));
}

function prunedProjects(
  { workspaceRoot, signatures, candidates }: GraphContext,
  languages: readonly LanguageGraph[],
  { names }: KnownProjects,
): PrunedProject[] {
  const manifests = new NpmManifests(workspaceRoot, signatures, readState<NpmCache>(workspaceRoot, 'dep-prune'));
  const nodes = languages.flatMap((language) => language.nodes);
  const byRoot = new Map<string, LanguageNode[]>();
  for (const node of nodes) byRoot.set(node.root, [...(byRoot.get(node.root) ?? []), node]);
  const crates = nodes.some(({ technologies }) => technologies.includes('rust'))
    ? unpackedCrates(languages.flatMap(({ externalNodes }) => Object.keys(externalNodes)))
    : [];
  const packaged = new Set(candidates.filter(({ files }) => files.includes('package.json')).map(({ root }) => root));
  const projects = [...names].flatMap(([root, name]): PrunedProject[] => {
    const parts = byRoot.get(root) ?? [];
    const npm = packaged.has(root) ? manifests.dependenciesOf(root) : [];
    const kinds: ManifestKind[] = parts.flatMap(({ technologies }) => technologies as ManifestKind[]);
    if (npm.length > 0) kinds.push('npm');
    if (kinds.length === 0) return [];
    const installed = digestOf([
      ...parts.flatMap(({ environment }) => environment ?? []),
      ...(kinds.includes('rust') ? crates : []),
      ...manifests.installedFor(root, npm),
    ]);
    const idle = parts.flatMap(({ idleDependencies = [] }) => idleDependencies);
    return [
      {
        root,
        name,
        configFile: parts[0]?.configFile ?? path.posix.join(root, 'package.json'),
        kinds,
        slices: parts.flatMap(({ slice }) => slice ?? []),
        reads: parts.flatMap(({ reads = [] }) => reads),
        ...(idle.length > 0 && { workspaceDependencies: idle }),
        ...(installed !== undefined && { installed }),
      },
    ];
  });
  keepState(workspaceRoot, 'dep-prune', manifests.cache, manifests.changed);
  return projects;
}

function digestOf(parts: readonly string[]): string | undefined {
  if (parts.length === 0) return undefined;
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
