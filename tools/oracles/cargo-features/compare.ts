/**
 * Compares the features that rust-check resolves for each crate alone with cargo's own unit graph, which only nightly
 * prints.
 *
 *     npx tsx --conditions=@hone/source tools/oracles/cargo-features/compare.ts FOLDER… [-- cargo's feature flags]
 *
 * Each FOLDER is a Cargo workspace. Compared are the pairs of package and features over all units of a crate; the unit
 * graph does not tell builds for the host from others. Prints pairs that only one of the two has.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  createPackageGraph,
  type FeatureRequest,
  type GraphPackage,
  matchesPlatform,
  parseFeatureValue,
  parseMetadata,
  parsePlatform,
  type ResolveOptions,
  resolveFeatures,
} from '../../../packages/rust-check/src/engine/features/index.js';

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
  return stdout;
}

interface UnitGraph {
  units: { pkg_id: string; features: string[]; mode: string; target: { kind: string[] } }[];
}

function cargoPairs(id: string, flags: readonly string[], cwd: string): Set<string> {
  const args = ['+nightly', 'check', '-p', id, '--all-targets', '--unit-graph', '-Z', 'unstable-options', ...flags];
  const { units } = JSON.parse(run('cargo', args, cwd)) as UnitGraph;
  return new Set(units.map(({ pkg_id, features }) => `${pkg_id} [${[...features].sort().join(' ')}]`));
}

function ourPairs(member: GraphPackage, request: FeatureRequest, options: ResolveOptions): Set<string> {
  const active = resolveFeatures(member, request, options);
  return new Set([...active.values()].map((one) => `${one.package.id} [${[...one.features].sort().join(' ')}]`));
}

function parseRequest(flags: readonly string[]): FeatureRequest {
  const at = flags.indexOf('--features');
  return {
    features: at < 0 ? [] : (flags[at + 1] ?? '').split(',').map(parseFeatureValue),
    allFeatures: flags.includes('--all-features'),
    noDefaultFeatures: flags.includes('--no-default-features'),
  };
}

const separator = process.argv.indexOf('--');
const folders = process.argv.slice(2, separator < 0 ? undefined : separator);
const flags = separator < 0 ? [] : process.argv.slice(separator + 1);
const host = /^host: (\S+)/m.exec(run('rustc', ['-vV'], '.'))![1]!;
const platform = parsePlatform(host, run('rustc', ['--print', 'cfg'], '.'));
let different = 0;
for (const folder of folders.map((name) => resolve(name))) {
  const metadata = ['metadata', '--format-version', '1', '--all-features'];
  const filtered = parseMetadata(run('cargo', [...metadata, '--filter-platform', host], folder));
  const members = createPackageGraph(filtered).members;
  const manifest = readFileSync(join(folder, 'Cargo.toml'), 'utf8');
  const resolver = /^resolver = "(\d)"/m.exec(manifest)?.[1] ?? (/^edition = "20(15|18)"/m.test(manifest) ? '1' : '2');
  const separateHost = resolver !== '1';
  const graph = separateHost ? undefined : createPackageGraph(parseMetadata(run('cargo', metadata, folder)));
  const isOnPlatform = (target: string): boolean => !separateHost || matchesPlatform(target, platform);
  const options = { separateHost, isOnPlatform };
  for (const member of (graph?.members ?? members).values()) {
    const [theirs, ours] = [cargoPairs(member.id, flags, folder), ourPairs(member, parseRequest(flags), options)];
    const missing = [...theirs].filter((pair) => !ours.has(pair));
    const extra = [...ours].filter((pair) => !theirs.has(pair));
    if (missing.length > 0) different++;
    console.log(`${member.name}: ${theirs.size} pairs, ${missing.length} not ours, ${extra.length} ours only`);
    for (const pair of missing) console.log(`  cargo  ${pair}`);
    if (separateHost) for (const pair of extra) console.log(`  ours   ${pair}`);
  }
}
process.exitCode = different > 0 ? 1 : 0;
