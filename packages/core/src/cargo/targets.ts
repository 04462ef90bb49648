import { posix } from 'node:path';
import { resolveFrom } from '../manifests/paths.js';
import { compareText } from '../manifests/names.js';
import type { ManifestProblem } from '../manifests/types.js';
import type { CargoManifest, CargoManifestPackage, CargoManifestTarget, CargoProbe } from './manifest-types.js';
import type { CargoTarget } from './types.js';

/** A manifest with what the disk is asked for its targets. */
export interface TargetContext {
  manifest: CargoManifest & { package: CargoManifestPackage };
  folder: string;
  /** With what it inherits filled in; cargo's default is 2015. */
  edition: string | undefined;
  probe: CargoProbe;
  problems: ManifestProblem[];
}

/** Names and paths, relative to the crate's folder. */
interface Found {
  name: string;
  path: string;
}

/**
 * The targets of a crate in cargo's order, declared ones and those that are found at their usual places (cargo's
 * `targets.rs`). A declared one without a path that is nowhere to be found is left out with a problem.
 */
export function findTargets(context: TargetContext): CargoTarget[] {
  const lib = findLib(context);
  const found = lib ? [lib] : [];
  for (const kind of KINDS) found.push(...findKind(context, kind, lib !== undefined));
  for (const target of found) target.path = below(context.folder, target.path);
  return found;
}

/** The build script relative to the crate's folder; `false` when it is switched off, undefined when there is none. */
export function findBuildScript({ manifest, folder, probe }: TargetContext): string | false | undefined {
  const { build } = manifest.package;
  if (build === false) return false;
  if (typeof build === 'string') return posix.normalize(build.replace(/\\/g, '/'));
  return build === true || probe.names(folder).includes('build.rs') ? 'build.rs' : undefined;
}

const KINDS = ['bin', 'example', 'test', 'bench'] as const;

function findLib({ manifest, folder, edition, probe, problems }: TargetContext): CargoTarget | undefined {
  const written = manifest.targets.find(({ kind }) => kind === 'lib');
  const { name: packageName, auto } = manifest.package;
  if (!written && auto.lib === false) return undefined;
  const name = written?.name ?? packageName.replaceAll('-', '_');
  const src = written?.path === undefined ? namesIn(probe, folder, 'src') : [];
  const usual = src.includes('lib.rs') ? 'src/lib.rs' : undefined;
  if (!written) return usual === undefined ? undefined : { kind: 'lib', name, path: usual };
  const legacy = isOldEdition(edition) && src.includes(`${name}.rs`) ? `src/${name}.rs` : undefined;
  const path = written.path ?? usual ?? legacy;
  if (path !== undefined) return targetOf(written, name, path);
  problems.push(notFound(manifest, written, name, 'src/lib.rs'));
  return undefined;
}

function findKind(context: TargetContext, kind: Exclude<CargoTarget['kind'], 'lib'>, hasLib: boolean): CargoTarget[] {
  const { manifest, edition } = context;
  const written = manifest.targets.filter((target) => target.kind === kind);
  const auto = manifest.package.auto[kind] ?? (written.length === 0 || !isOldEdition(edition));
  const needed = auto || written.some(({ path }) => path === undefined);
  const usual = needed ? (kind === 'bin' ? usualBins(context) : usualIn(context, USUAL[kind])) : [];
  if (written.length === 0) return usual.map(({ name, path }) => ({ kind, name, path })).sort(byName);
  const names = new Set(written.map(({ name }) => name));
  const paths = new Set(written.map(({ path }) => path && posix.normalize(path)));
  const others = auto ? usual.filter(({ name, path }) => !names.has(name) && !paths.has(path)) : [];
  const declared = written.flatMap((target) => declaredTarget(context, target, usual, hasLib) ?? []);
  return [...declared, ...others.map(({ name, path }) => ({ kind, name, path }))].sort(byName);
}

const byName = (a: CargoTarget, b: CargoTarget): number => compareText(a.name, b.name);

/** Where targets of a kind lie when nothing else is said. */
const USUAL = { bin: 'src/bin', example: 'examples', test: 'tests', bench: 'benches' } as const;

function declaredTarget(
  context: TargetContext,
  target: CargoManifestTarget,
  usual: readonly Found[],
  hasLib: boolean,
): CargoTarget | undefined {
  const { manifest, problems } = context;
  const { kind, name = manifest.package.name } = target;
  if (kind === 'lib') return undefined;
  const [first, second] = usual.filter((found) => found.name === name);
  const path = target.path ?? (second ? undefined : first?.path) ?? legacyPath(context, kind, name, hasLib);
  if (path !== undefined) return targetOf(target, name, path);
  problems.push(notFound(manifest, target, name, `${USUAL[kind]}/${name}.rs`));
  return undefined;
}

function usualBins(context: TargetContext): Found[] {
  const { manifest, folder, probe } = context;
  const src = namesIn(probe, folder, 'src');
  const main = src.includes('main.rs') ? [{ name: manifest.package.name, path: 'src/main.rs' }] : [];
  return [...main, ...(src.includes('bin') ? usualIn(context, USUAL.bin) : [])];
}

/** `<place>/<name>.rs` and `<place>/<name>/main.rs`. */
function usualIn({ folder, probe }: TargetContext, place: string): Found[] {
  return namesIn(probe, folder, place).flatMap((entry) => {
    if (entry.startsWith('.')) return [];
    if (entry.endsWith('.rs')) return [{ name: entry.slice(0, -3), path: `${place}/${entry}` }];
    const nested = `${place}/${entry}`;
    return probe.names(below(folder, nested)).includes('main.rs') ? [{ name: entry, path: `${nested}/main.rs` }] : [];
  });
}

/** The names in a folder of the crate; a folder that the one above does not list is not asked for. */
function namesIn(probe: CargoProbe, folder: string, place: string): readonly string[] {
  const [top = ''] = place.split('/');
  return probe.names(folder).includes(top) ? probe.names(below(folder, place)) : [];
}

/** A normal path of the crate relative to the workspace root; one that leaves the crate is rare. */
function below(folder: string, path: string): string {
  if (path.startsWith('.')) return resolveFrom(folder, path);
  return folder === '.' ? path : `${folder}/${path}`;
}

/** What cargo still accepts in edition 2015. */
function legacyPath(
  { folder, edition, probe }: TargetContext,
  kind: CargoTarget['kind'],
  name: string,
  hasLib: boolean,
): string | undefined {
  if (!isOldEdition(edition)) return undefined;
  const src = namesIn(probe, folder, 'src');
  if (kind === 'bench') return name === 'bench' && src.includes('bench.rs') ? 'src/bench.rs' : undefined;
  if (kind !== 'bin') return undefined;
  if (!hasLib && src.includes(`${name}.rs`)) return `src/${name}.rs`;
  if (src.includes('main.rs')) return 'src/main.rs';
  return src.includes('bin') && namesIn(probe, folder, 'src/bin').includes('main.rs') ? 'src/bin/main.rs' : undefined;
}

const isOldEdition = (edition: string | undefined): boolean => (edition ?? '2015') === '2015';

function targetOf(
  { kind, procMacro, crateTypes, requiredFeatures }: CargoManifestTarget,
  name: string,
  path: string,
): CargoTarget {
  return {
    kind,
    name,
    path: posix.normalize(path.replace(/\\/g, '/')),
    ...(procMacro && { procMacro }),
    ...(crateTypes && { crateTypes }),
    ...(requiredFeatures && { requiredFeatures }),
  };
}

function notFound(
  { file }: CargoManifest,
  { kind, line }: CargoManifestTarget,
  name: string,
  place: string,
): ManifestProblem {
  return {
    file,
    ...(line !== undefined && { line }),
    message: `The source of the ${kind} target \`${name}\` is not at \`${place}\``,
    hint: 'Move it there, or say where it is with `path`.',
  };
}
