import path from 'node:path';
import type { CargoCrate } from '@hone/core/cargo';
import type { MetadataPackage } from './metadata.mts';

/** A crate as lists of lines that both sides write alike. */
export interface Facts {
  package: string[];
  targets: string[];
  features: string[];
  dependencies: string[];
}

/** From our reader. */
export function factsOfCrate({ package: pack, root, targets, features, dependencies }: CargoCrate): Facts {
  const build = typeof pack.build === 'string' ? [`custom-build ${path.posix.join(root, pack.build)}`] : [];
  const publish = pack.publish === false ? [] : pack.publish === true ? undefined : pack.publish;
  return {
    package: packageLines({ ...pack, publish }),
    targets: [
      ...targets.map(({ kind, name, path: file, procMacro, requiredFeatures }) =>
        targetLine(procMacro ? 'proc-macro' : kind, name, file, requiredFeatures),
      ),
      ...build,
    ],
    features: featureLines(features),
    dependencies: dependencies.map((entry) =>
      dependencyLine({
        ...entry,
        rename: entry.alias === entry.name ? undefined : entry.alias,
        requirement: normalRequirement(entry.requirement),
      }),
    ),
  };
}

/** From cargo. */
export function factsOfPackage(entry: MetadataPackage, root: string): Facts {
  const relative = (file: string): string => path.relative(root, file).split(path.sep).join('/') || '.';
  return {
    package: packageLines({
      name: entry.name,
      version: entry.version,
      edition: entry.edition,
      rustVersion: entry.rust_version ?? undefined,
      links: entry.links ?? undefined,
      publish: entry.publish ?? undefined,
    }),
    targets: entry.targets.map(({ kind, name, src_path: file, ...rest }) => {
      if (kind[0] === 'custom-build') return `custom-build ${relative(file)}`;
      const plain = ['bin', 'example', 'test', 'bench', 'proc-macro'].includes(kind[0] ?? '') ? kind[0]! : 'lib';
      return targetLine(plain, name, relative(file), rest['required-features']);
    }),
    features: featureLines(entry.features),
    dependencies: entry.dependencies.map((dependency) =>
      dependencyLine({
        name: dependency.name,
        // Cargo also calls it a rename when `package` repeats the key.
        rename: dependency.rename === dependency.name ? undefined : (dependency.rename ?? undefined),
        kind: dependency.kind ?? 'normal',
        target: dependency.target ?? undefined,
        optional: dependency.optional,
        defaultFeatures: dependency.uses_default_features,
        features: dependency.features,
        requirement: dependency.req,
        path: dependency.path === undefined ? undefined : relative(dependency.path),
        git: dependency.source?.startsWith('git+') ? dependency.source.slice(4).replace(/[?#].*$/, '') : undefined,
      }),
    ),
  };
}

function packageLines(pack: Record<'name', string> & Record<string, unknown>): string[] {
  const { name, version = '0.0.0', edition = '2015', rustVersion, links, publish } = pack;
  return Object.entries({ name, version, edition, rustVersion, links, publish }).map(
    ([key, value]) => `${key} ${JSON.stringify(value ?? null)}`,
  );
}

function targetLine(kind: string, name: string, file: string, required: readonly string[] = []): string {
  return `${kind} ${name} ${file} ${required.join(',')}`;
}

function featureLines(features: Readonly<Record<string, readonly string[]>>): string[] {
  // Cargo adds a feature for each optional dependency that no `dep:` names.
  const added = ([name, list]: [string, readonly string[]]): boolean => list.length === 1 && list[0] === `dep:${name}`;
  return Object.entries(features)
    .filter((entry) => !added(entry))
    .map(([name, list]) => `${name} = ${[...list].join(' ')}`);
}

interface Dependency {
  name: string;
  rename: string | undefined;
  kind: string;
  target?: string | undefined;
  optional: boolean;
  defaultFeatures: boolean;
  features: readonly string[];
  requirement: string;
  path?: string | undefined;
  git?: string | undefined;
}

function dependencyLine(entry: Dependency): string {
  const {
    name,
    rename = '',
    kind,
    target = '',
    optional,
    defaultFeatures,
    features,
    requirement,
    path: folder,
    git,
  } = entry;
  const triple = target.replace(/\s+/g, '').replaceAll(',)', ')');
  const flags = `${optional ? 'optional ' : ''}${defaultFeatures ? '' : 'no-default '}${[...features].join('+')}`;
  const source = folder !== undefined ? `path:${folder}` : (git ?? '');
  return `${kind} ${name} as ${rename} [${triple}] ${flags} ${requirement} ${source}`;
}

/** A bare version is a caret requirement; cargo writes parts joined by a comma and a blank. */
function normalRequirement(requirement = '*'): string {
  return requirement
    .split(',')
    .map((part) => part.trim().replace(/\s+/g, ''))
    .filter((part) => part !== '')
    .map((part) => (/^\d/.test(part) && !/[*xX]/.test(part) ? `^${part}` : part))
    .join(', ');
}
