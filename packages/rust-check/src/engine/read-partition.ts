import path from 'node:path';
import { probeBuildTools } from './build-tools/index.js';
import { parseCargoFailure } from './cargo/failure.js';
import type { CargoFlags, SelectedCrate } from './cargo/flags.js';
import { type MetadataAnswer, readMetadata } from './cargo/read-metadata.js';
import type { CheckedCrate } from './crate.js';
import { requestedValues } from './feature-step.js';
import {
  type ActivePackages,
  type BuildSide,
  type GraphPackage,
  matchesPlatform,
  type ResolveOptions,
  resolveFeatures,
} from './features/index.js';
import type { SourceReader } from './messages/index.js';
import type { Partition } from './partition.js';
import { readBuildTargets } from './toolchain/build-targets.js';
import type { Toolchain } from './toolchain/find-toolchain.js';
import { readToolchainFacts, type ToolchainFacts } from './toolchain/read-compiler.js';

/** What partitions of one run share. */
export interface RunContext {
  /** Absolute, with links resolved: cargo names files by it. */
  workspaceRoot: string;
  sources: SourceReader;
  signal: AbortSignal;
}

/** Asks the toolchain and cargo about a partition. */
export async function readPartition(
  crates: readonly CheckedCrate[],
  toolchain: Toolchain,
  run: RunContext,
): Promise<Partition> {
  const { workspace, flags } = crates[0]!;
  const cargoRoot = path.join(run.workspaceRoot, workspace.root);
  const targets = flags.targetTriple === undefined ? readBuildTargets(cargoRoot) : [flags.targetTriple];
  const [facts, environment] = await Promise.all([
    readToolchainFacts(toolchain, targets, cargoRoot, run.signal),
    probeBuildTools([], { workspaceRoot: run.workspaceRoot, cwd: cargoRoot, signal: run.signal }),
  ]);
  const manifestOf = ({ crate }: CheckedCrate): string => path.join(run.workspaceRoot, crate.file);
  const common = {
    ...run,
    ...{ crates, flags, toolchain, facts, cargoRoot, environment, manifestOf },
    crossCompiled: targets.some((target) => target !== facts.host?.triple),
    callsFromCrate: workspace.resolver === '1' && (flags.noDefaultFeatures || crates.some(hasFeatures)),
  };
  if (flags.command === undefined) return { ...common, ...nothingKnown };

  const platforms = facts.host ? [...new Set([facts.host.triple, ...targets])] : [];
  const separateHost = workspace.resolver !== '1';
  const answer = await readGraph(toolchain, flags, separateHost ? platforms : [], platforms, cargoRoot, run.signal);
  run.signal.throwIfAborted();
  if (!('graph' in answer)) {
    const failure = parseCargoFailure(answer.stderr);
    // What concerns some crates only, each is told by a call of its own.
    return { ...common, ...nothingKnown, ...(failure.scope !== 'crate' && { failure }) };
  }
  const { members, targetDirectory } = answer.graph;
  const memberOf = (crate: CheckedCrate): GraphPackage | undefined => members.get(manifestOf(crate));
  const isOnPlatform = platformTest(facts);
  const buildActive = resolveAll(crates, memberOf, { separateHost, isOnPlatform });
  // With resolver 1, what other platforms ask for is switched on here too.
  const active = separateHost ? buildActive : resolveAll(crates, memberOf, { separateHost, isOnPlatform: () => true });
  return { ...common, targetDirectory, memberOf, buildActive, active };
}

/** Packages for other platforms, which resolver 1 looks at, may not be there when there is no network. */
async function readGraph(
  { cargo }: Toolchain,
  flags: CargoFlags,
  wanted: readonly string[],
  necessary: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<MetadataAnswer> {
  const answer = await readMetadata(cargo, flags, wanted, cwd, signal);
  if ('graph' in answer || wanted.length === necessary.length) return answer;
  return readMetadata(cargo, flags, necessary, cwd, signal);
}

/** Whether a dependency under `[target.….dependencies]` counts; where the platform is not known, it does. */
function platformTest({ host, targets }: ToolchainFacts): (target: string, side: BuildSide) => boolean {
  return (target, side) => {
    const platforms = side === 'target' && targets.length > 0 ? targets : host ? [host] : [];
    return platforms.length === 0 || platforms.some((platform) => matchesPlatform(target, platform));
  };
}

const nothingKnown = { active: new Map(), buildActive: new Map(), memberOf: () => undefined };

function hasFeatures({ flags }: CheckedCrate): boolean {
  return flags.features.length > 0;
}

function resolveAll(
  crates: readonly CheckedCrate[],
  memberOf: (crate: CheckedCrate) => GraphPackage | undefined,
  options: ResolveOptions,
): Map<CheckedCrate, ActivePackages> {
  return new Map(
    crates.flatMap((crate) => {
      const member = memberOf(crate);
      if (!member) return [];
      const { allFeatures, noDefaultFeatures } = crate.flags;
      const request = { features: requestedValues(crate, member), allFeatures, noDefaultFeatures };
      return [[crate, resolveFeatures(member, request, options)] as const];
    }),
  );
}

/** A crate as a call of cargo names it: by an id that only it has, where cargo told one that it takes back. */
export function selectCrate(crate: CheckedCrate, { memberOf }: Pick<Partition, 'memberOf'>): SelectedCrate {
  const id = memberOf(crate)?.id;
  const { name } = crate.crate.package;
  return { name, spec: id?.startsWith('path+') === true ? id : name, features: crate.flags.features };
}
