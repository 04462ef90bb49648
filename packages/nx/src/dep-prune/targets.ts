import type { TargetConfiguration } from '@nx/devkit';
import type { ResolvedOptions } from '../graph/options.js';
import { outputPath } from '../graph/output-path.js';
import { pruneInputs } from './inputs.js';
import type { PrunedProject } from './types.js';

/** The targets of a project that declares dependencies. */
export function pruneTargets(
  project: PrunedProject,
  options: ResolvedOptions,
  tool: string,
): Record<string, TargetConfiguration> {
  const { depPruneTargetName: judge, depPruneFixTargetName: fix } = options;
  return {
    [judge]: {
      ...shared(project, options, tool, judge),
      cache: true,
      inputs: pruneInputs(project, options.depPrune.advisories),
      outputs: ['{options.reportPath}', '{options.verdictsPath}'],
      metadata: metadataOf(project, judge, {
        description: 'Judges every dependency that this project declares, with the evidence.',
        example: { options: { failOn: 'warning', keep: ['certifi'] } },
      }),
    },
    [fix]: {
      ...shared(project, options, tool, fix, { fix: true }),
      // It changes manifests, which no cache can replay.
      cache: false,
      metadata: metadataOf(project, fix, {
        description: 'Removes what nothing uses from the manifests of this project, and brings its lock up to date.',
        example: { options: { split: true, dryRun: true } },
      }),
    },
  };
}

function shared(
  { root, kinds, slices, installed, workspaceDependencies }: PrunedProject,
  { lockSliceTargetName, depPrune: { advisories, licenses } }: ResolvedOptions,
  tool: string,
  target: string,
  own: object = {},
): TargetConfiguration {
  // A Python reader takes no slice of Cargo's for its own; Cargo's reader cuts one where it is not given.
  const slice = slices.find(({ name }) => !name.startsWith('cargo')) ?? (kinds[0] === 'rust' ? slices[0] : undefined);
  return {
    executor: '@hone/dep-prune:prune',
    ...(slices.length > 0 && { dependsOn: [lockSliceTargetName] }),
    options: {
      ...own,
      reportPath: `{workspaceRoot}/${outputPath(root, `${target}.sarif`)}`,
      verdictsPath: `{workspaceRoot}/${outputPath(root, `${target}.json`)}`,
      tool,
      ...(installed !== undefined && { installed }),
      ...(workspaceDependencies && { workspaceDependencies }),
      ...(slice && { lockSlice: outputPath(root, slice.name) }),
      ...(advisories !== undefined && { advisories }),
      ...(licenses && { licenses }),
    },
  };
}

const technologies = { python: 'python', rust: 'rust', npm: 'javascript' } as const;

function metadataOf(
  { name, kinds }: PrunedProject,
  target: string,
  { description, example }: { description: string; example: { options: Record<string, unknown> } },
): NonNullable<TargetConfiguration['metadata']> {
  return {
    description,
    technologies: kinds.map((kind) => technologies[kind]),
    help: { command: `npx nx run ${name}:${target} --help`, example },
  };
}
