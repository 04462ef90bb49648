import type { TargetConfiguration } from '@nx/devkit';
import type { LanguageNode, SliceFacts } from '../graph/language.js';
import type { ResolvedOptions } from '../graph/options.js';
import { outputPath } from '../graph/output-path.js';
import { commandTargets } from './commands.js';
import { crateInputs, dependencyInputs, inputName, sliceName } from './inputs.js';
import type { SharedTarget, TargetFacts } from './target-facts.js';
import type { CrateFacts } from './types.js';

/**
 * What the crate's part of its lock is made of: which dependencies are for development only stands in the manifests, in
 * those of the crates that it depends on too.
 */
export function crateSlice({ lock, cargoWorkspace }: CrateFacts): SliceFacts | undefined {
  if (lock === undefined) return undefined;
  const manifests = ['{projectRoot}/Cargo.toml', '^{projectRoot}/Cargo.toml'];
  const shared = cargoWorkspace ? [`{workspaceRoot}/${cargoWorkspace.file}`] : [];
  return { lock, name: sliceName, inputs: [...manifests, ...shared] };
}

/** What the crate's targets have as inputs, by name. */
export function crateNamedInputs({ crate, inherited, rustc }: TargetFacts): LanguageNode['namedInputs'] {
  return { [inputName]: crateInputs(crate, inherited, rustc) };
}

/** The targets of one crate, its lock slice apart. */
export function crateTargets(facts: TargetFacts, options: ResolvedOptions): Record<string, TargetConfiguration> {
  const { crate, tools } = facts;
  const hasLock = crate.lock !== undefined;
  const shared = (externalDependencies: string[]): SharedTarget => ({
    inputs: [
      inputName,
      ...(facts.hasDependencies ? dependencyInputs : []),
      ...(hasLock ? [{ dependentTasksOutputFiles: `**/${sliceName}`, transitive: false }] : []),
      { externalDependencies },
    ],
    ...(hasLock && { dependsOn: [options.lockSliceTargetName] }),
  });
  return {
    ...(tools['@hone/rust-check'] && { [options.rustCheckTargetName]: rustCheck(facts, shared([]), options) }),
    ...(options.rust.commands && crate.targets.length > 0 ? commandTargets(facts, shared([facts.rustc]), options) : {}),
  };
}

function rustCheck(facts: TargetFacts, shared: SharedTarget, options: ResolvedOptions): TargetConfiguration {
  const { crate, tools, rustc, buildTools } = facts;
  const target = options.rustCheckTargetName;
  return {
    executor: '@hone/rust-check:check',
    cache: true,
    ...shared,
    outputs: ['{options.reportPath}'],
    options: {
      reportPath: `{workspaceRoot}/${outputPath(crate.root, `${target}.sarif`)}`,
      // Another version of the tool may find other things, and npm packages are no inputs.
      rustc: `@hone/rust-check@${tools['@hone/rust-check']} ${rustc}`,
      ...(crate.lock !== undefined && { lockSlice: outputPath(crate.root, sliceName) }),
      ...(buildTools && { buildTools }),
    },
    metadata: {
      description: 'Checks this crate with the compiler, clippy and rustfmt.',
      technologies: ['rust'],
      help: {
        command: `npx nx run ${crate.name}:${target} --help`,
        example: { options: { denyWarnings: true, features: ['full'] } },
      },
    },
  };
}
