import { attributeCall } from './attribute/attribute-call.js';
import { describeCargoFailure, describeKilled } from './attribute/cargo-failure.js';
import type { AttributionContext } from './attribute/context.js';
import { setAsideUnbuildable } from './build-tools-step.js';
import { type CargoCall, callCargo } from './cargo/call.js';
import { type CargoFailure, parseCargoFailure } from './cargo/failure.js';
import { checkArguments, type CargoFlags } from './cargo/flags.js';
import type { Checked, CheckedCrate } from './crate.js';
import { groupCrates, rejectUnknownFeatures } from './feature-step.js';
import type { Partition } from './partition.js';
import { selectCrate } from './read-partition.js';

/**
 * Checks the crates of one Cargo workspace and flag set, and gives what was found in each as soon as it is known.
 *
 * Crates whose result can't depend on one another share a call of cargo. What one crate is at fault for fails no other
 * where cargo leaves a way: a call that ends before it compiles anything is tried again crate by crate.
 */
export async function* checkPartition(partition: Partition): AsyncGenerator<Checked> {
  const { crates, failure } = partition;
  if (failure) {
    yield* failure.scope === 'network' ? checkOffline(crates, failure, partition) : fail(crates, failure, partition);
    return;
  }
  if (partition.flags.command === undefined) {
    for (const crate of crates) yield [crate, []];
    return;
  }
  const known = rejectUnknownFeatures(partition);
  yield* known.rejected;
  const buildable = await setAsideUnbuildable(known.crates, partition);
  yield* buildable.rejected;
  for (const group of groupCrates(buildable.crates, partition)) yield* checkGroup(group, partition);
}

/** One call of cargo for crates that may share it. */
async function* checkGroup(group: readonly CheckedCrate[], partition: Partition): AsyncGenerator<Checked> {
  const call = await callFor(group, partition);
  if (call.success !== undefined) {
    yield* attributeCall(group, call, attributionContext(partition));
    return;
  }
  if (wasKilled(call)) {
    const found = attributeCall(group, call, attributionContext(partition));
    for (const [crate, diagnostics] of found) yield [crate, [...diagnostics, describeKilled(crate, call.result)]];
    return;
  }
  const failure = parseCargoFailure(call.stderr);
  if (failure.scope === 'network') yield* checkOffline(group, failure, partition);
  else if (failure.scope === 'crate' && group.length > 1)
    for (const crate of group) yield* checkGroup([crate], partition);
  else yield* fail(group, failure, partition);
}

/** Crates that need no download can be checked without a network, and those that do are told so without waiting. */
async function* checkOffline(
  group: readonly CheckedCrate[],
  failure: CargoFailure,
  partition: Partition,
): AsyncGenerator<Checked> {
  for (const crate of group) {
    const call = await callFor([crate], partition, { offline: true });
    if (call.success === undefined) yield* fail([crate], failure, partition);
    else yield* attributeCall([crate], call, attributionContext(partition));
  }
}

async function callFor(
  group: readonly CheckedCrate[],
  partition: Partition,
  overrides: Partial<CargoFlags> = {},
): Promise<CargoCall> {
  const { toolchain, cargoRoot, flags, signal, callsFromCrate, manifestOf } = partition;
  const selected = group.map((crate) => selectCrate(crate, partition));
  const manifest = callsFromCrate && group.length === 1 ? manifestOf(group[0]!) : undefined;
  const args = checkArguments({ ...flags, ...overrides }, selected, manifest);
  const call = await callCargo(toolchain.cargo, args, cargoRoot, signal);
  signal.throwIfAborted();
  return call;
}

function* fail(crates: readonly CheckedCrate[], failure: CargoFailure, partition: Partition): Generator<Checked> {
  for (const crate of crates) yield [crate, [describeCargoFailure(crate, failure, partition)]];
}

/** On Windows a process that is ended has an exit code like any other, but it says nothing. */
function wasKilled({ result, stderr }: CargoCall): boolean {
  return result.kind === 'signalled' || (result.kind === 'exited' && !/^error(\[|:)/m.test(stderr));
}

function attributionContext({ active, memberOf, ...partition }: Partition): AttributionContext {
  return {
    ...partition,
    idOf: (crate) => memberOf(crate)?.id,
    closureOf(crate) {
      const packages = active.get(crate);
      return packages && new Set([...packages.values()].map((one) => one.package.id));
    },
  };
}
