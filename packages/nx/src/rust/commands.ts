import type { CargoDependency, CargoTarget } from '@hone/core/cargo';
import type { TargetConfiguration } from '@nx/devkit';
import type { ResolvedOptions } from '../graph/options.js';
import { builtFiles } from './built-files.js';
import type { SharedTarget, TargetFacts } from './target-facts.js';
import type { CrateFacts } from './types.js';

/** Crates that a program has because it listens: its task runs on beside those that need it. */
const servers = new Set([
  'actix-web',
  'axum',
  'dropshot',
  'gotham',
  'ntex',
  'pingora',
  'poem',
  'rocket',
  'salvo',
  'tide',
  'tonic',
  'trillium',
  'volo-grpc',
  'volo-http',
  'warp',
]);

/** A target that is nothing but a command of cargo. */
interface Command {
  name: string;
  commands: string[];
  /** The tool whose help is shown. */
  tool: string;
  description: string;
  target: TargetConfiguration;
}

/** Targets that are commands of cargo, as far as the crate has what they work on. */
export function commandTargets(
  facts: TargetFacts,
  shared: SharedTarget,
  options: ResolvedOptions,
): Record<string, TargetConfiguration> {
  const commands = [
    build(facts, shared, options.rustBuildTargetName),
    test(facts, shared, options.rustTestTargetName),
    run(facts, options.rustRunTargetName),
    doc(facts, options.rustDocTargetName),
    bench(facts, options.rustBenchTargetName),
  ].filter((command) => command !== undefined);
  return Object.fromEntries(commands.map((command) => [command.name, targetOf(command)]));
}

function targetOf({ commands, tool, description, target }: Command): TargetConfiguration {
  const [only = ''] = commands;
  const single = commands.length === 1;
  return {
    ...(single ? { command: only } : { executor: 'nx:run-commands' }),
    ...target,
    options: { cwd: '{projectRoot}', ...(single ? {} : { commands, parallel: false }) },
    metadata: {
      description,
      technologies: ['rust'],
      help: { command: `${tool} --help`, example: { options: { args: ['--release'] } } },
    },
  };
}

function build({ crate, place }: TargetFacts, shared: SharedTarget, name: string): Command {
  const files = builtFiles(crate, place);
  return {
    name,
    commands: [`cargo build${packageArgument(crate)}`],
    tool: 'cargo build',
    description: 'Builds this crate for development.',
    // What is built outside the workspace can't be put back, so it can't be cached.
    target: { cache: files !== undefined, ...shared, ...(files && { outputs: files }) },
  };
}

/** Nextest runs no documentation tests, so cargo does. */
function test({ crate, nextest }: TargetFacts, shared: SharedTarget, name: string): Command {
  const argument = packageArgument(crate);
  const documentation = libOf(crate) ? [`cargo test --doc${argument}`] : [];
  const commands = nextest
    ? [`cargo nextest run --no-tests=pass${argument}`, ...documentation]
    : [`cargo test${argument}`];
  return {
    name,
    commands,
    tool: nextest ? 'cargo nextest run' : 'cargo test',
    description: `Runs the tests of this crate${nextest ? ' with cargo-nextest' : ''}.`,
    target: { cache: true, ...shared, outputs: [] },
  };
}

function run({ crate }: TargetFacts, name: string): Command | undefined {
  const program = programOf(crate);
  if (!program) return undefined;
  const several = crate.targets.filter(({ kind }) => kind === 'bin').length > 1;
  return {
    name,
    commands: [`cargo run${packageArgument(crate)}${several ? ` --bin ${program.name}` : ''}`],
    tool: 'cargo run',
    description: `Builds and runs the program ${program.name}.`,
    target: { cache: false, ...(serves(crate) && { continuous: true }) },
  };
}

/** Not cached: rustdoc keeps one search index and one set of scripts for all crates of a target folder. */
function doc({ crate }: TargetFacts, name: string): Command | undefined {
  if (!libOf(crate)) return undefined;
  return {
    name,
    commands: [`cargo doc --no-deps${packageArgument(crate)}`],
    tool: 'cargo doc',
    description: 'Writes the documentation of this library.',
    target: { cache: false },
  };
}

/** Measurements are worth something only when nothing else runs, and when they are made. */
function bench({ crate }: TargetFacts, name: string): Command | undefined {
  if (!crate.targets.some(({ kind }) => kind === 'bench')) return undefined;
  return {
    name,
    commands: [`cargo bench${packageArgument(crate)}`],
    tool: 'cargo bench',
    description: 'Runs the benchmarks of this crate, with no other task beside them.',
    target: { cache: false, parallelism: false },
  };
}

/**
 * In a member's folder cargo works on that member; at the root of a workspace it works on the default members, so there
 * the package is named.
 */
function packageArgument({ root, package: { name }, cargoWorkspace }: CrateFacts): string {
  const alone = cargoWorkspace?.root !== root || cargoWorkspace.defaultMembers.join() === root;
  return alone ? '' : ` --package ${name}`;
}

function libOf({ targets }: CrateFacts): CargoTarget | undefined {
  return targets.find(({ kind }) => kind === 'lib');
}

/** The program that `cargo run` means: the default one, the only one, or the one named like its package. */
function programOf({ targets, package: pack }: CrateFacts): CargoTarget | undefined {
  const programs = targets.filter(({ kind }) => kind === 'bin');
  if (programs.length === 1) return programs[0];
  return programs.find(({ name }) => name === (pack.defaultRun ?? pack.name));
}

function serves({ dependencies }: CrateFacts): boolean {
  return dependencies.some((one) => one.kind === 'normal' && (servers.has(one.name) || isServingHyper(one)));
}

/** Hyper is a client and a server. */
function isServingHyper({ name, features }: CargoDependency): boolean {
  return name === 'hyper' && features.some((feature) => feature === 'server' || feature === 'full');
}
