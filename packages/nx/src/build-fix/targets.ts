import path from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { foldersAbove } from '../graph/candidates.js';
import type { ResolvedOptions } from '../graph/options.js';
import { outputPath } from '../graph/output-path.js';
import type { Input } from './configured-inputs.js';

/** A project whose failures can be fixed. */
export interface FixedProject {
  /** Relative to the workspace root. */
  root: string;
  /** The name in the project graph. */
  name: string;
  /** What its targets read besides files of projects. */
  outside: readonly Input[];
  /** A digest of the options of what this plugin infers for it and those that it depends on: tools and their versions. */
  facts: string;
}

/** The targets that plan fixes for a project, and apply them. */
export function fixTargets(
  project: FixedProject,
  options: ResolvedOptions,
  tool: string,
): Record<string, TargetConfiguration> {
  const { root, name } = project;
  const { buildFixTargetName: plan, buildFixApplyTargetName: apply } = options;
  const planPath = `{workspaceRoot}/${outputPath(root, `${plan}.json`)}`;
  const targets = targetsOf(options);
  return {
    [plan]: {
      executor: '@hone/build-fix:plan',
      cache: true,
      inputs: planInputs(project),
      outputs: ['{options.reportPath}', '{options.patchPath}', '{options.planPath}'],
      options: {
        reportPath: `{workspaceRoot}/${outputPath(root, `${plan}.sarif`)}`,
        patchPath: `{workspaceRoot}/${outputPath(root, `${plan}.patch`)}`,
        planPath,
        tool,
        facts: project.facts,
        ...(targets && { targets }),
        ...(apply !== 'build-fix-apply' && { applyTarget: apply }),
      },
      metadata: {
        description: 'Plans what to change so that the failures of this project go away: a patch and a report.',
        technologies: [],
        help: {
          command: `npx nx run ${name}:${plan} --help`,
          example: { options: { targets: ['lint'], unsafe: true } },
        },
      },
    },
    [apply]: {
      executor: '@hone/build-fix:apply',
      dependsOn: [plan],
      // It changes sources, which no cache can replay. That no two do so at once is seen to by the executor: all projects of
      // a run are one batch, so that they share a copy of the workspace and what tools keep in it.
      cache: false,
      options: { planPath },
      metadata: {
        description: 'Applies what was planned for this project: what its targets show to be right, and nothing else.',
        technologies: [],
        help: { command: `npx nx run ${name}:${apply} --help`, example: { options: { dryRun: true } } },
      },
    },
  };
}

/** Names of the targets that the executor looks at where it is told none, by the options that name them. */
const named = {
  pythonValidateTargetName: 'python-validate',
  rustCheckTargetName: 'rust-check',
  dockerLintTargetName: 'docker-lint',
  depPruneTargetName: 'dep-prune',
} as const;

/** What the executor is told to look at: nothing, unless somebody wants others or has named them otherwise. */
function targetsOf(options: ResolvedOptions): string[] | undefined {
  if (options.buildFix.targets) return options.buildFix.targets;
  const names = Object.entries(named).map(([option, usual]) => [options[option as keyof typeof named], usual] as const);
  if (names.every(([name, usual]) => name === usual)) return undefined;
  return ['typecheck', 'lint', 'build', 'test', ...names.map(([name]) => name)];
}

/**
 * All that the targets of a project can read, since a plan is made of what they say: files of the project and of those that
 * it depends on, settings above them, what configurations name, and every package, for which nothing stands here:
 * `externalDependencies` would narrow them down.
 */
function planInputs({ root, outside }: FixedProject): Input[] {
  const folders = foldersAbove(root).map((folder) => path.posix.join('{workspaceRoot}', folder));
  const isAbove = (input: Input): boolean => typeof input === 'string' && folders.includes(path.posix.dirname(input));
  return [
    '{projectRoot}/**/*',
    '^{projectRoot}/**/*',
    ...folders.map((folder) => `${folder}/*`),
    '{workspaceRoot}/.hone/build-fix/**/*',
    '{workspaceRoot}/.cargo/{config,config.toml}',
    // Where `@nx/eslint` keeps rules of the workspace.
    '{workspaceRoot}/tools/eslint-rules/**/*',
    ...outside.filter((input) => !isAbove(input)),
  ];
}
