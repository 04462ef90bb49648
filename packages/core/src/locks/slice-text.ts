import type { ManifestProblem } from '../manifests/types.js';
import type { LockedDependency, LockedPackage, LockSlice } from './types.js';

/**
 * Writes a slice as JSON with one package a line, ended by a newline. Equal slices give equal bytes: keys are written in
 * one order, whatever order they were made in.
 */
export function renderLockSlice(slice: LockSlice): string {
  const { schema, kind, file, requiresPython, contentHash, root, packages, problems } = slice;
  const head = Object.entries({
    schema,
    kind,
    file,
    root,
    requiresPython,
    contentHash,
    problems: problems?.map(orderedProblem),
  })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lines = packages.map((entry) => `    ${JSON.stringify(ordered(entry))}`);
  const list = lines.length > 0 ? `[\n${lines.join(',\n')}\n  ]` : '[]';
  return `{\n${[...head, `  "packages": ${list}`].join(',\n')}\n}\n`;
}

function orderedProblem({ file, line, column, message, hint }: ManifestProblem): ManifestProblem {
  return {
    file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    message,
    ...(hint !== undefined && { hint }),
  };
}

function ordered(entry: LockedPackage): LockedPackage {
  const { name, version, source, dependencies, extras, groups, digest, recorded } = entry;
  return {
    name,
    ...(version !== undefined && { version }),
    source: { type: source.type, ...(source.location !== undefined && { location: source.location }) },
    dependencies: dependencies.map(orderedEdge),
    extras: orderedRecord(extras, (edges) => edges.map(orderedEdge)),
    groups: orderedRecord(groups, (edges) => edges.map(orderedEdge)),
    digest,
    ...(recorded && { recorded: orderedMetadata(recorded) }),
  };
}

function orderedEdge({ name, version, extras, marker }: LockedDependency): LockedDependency {
  return {
    name,
    ...(version !== undefined && { version }),
    extras,
    ...(marker !== undefined && { marker }),
  };
}

function orderedMetadata(recorded: NonNullable<LockedPackage['recorded']>): NonNullable<LockedPackage['recorded']> {
  const { requiresPython, extras, requiresDist, requiresDev } = recorded;
  return {
    ...(requiresPython !== undefined && { requiresPython }),
    extras,
    requiresDist,
    requiresDev: orderedRecord(requiresDev, (list) => list),
  };
}

function orderedRecord<T>(record: Readonly<Record<string, T>>, map: (value: T) => T): Record<string, T> {
  const keys = Object.keys(record).sort();
  return Object.fromEntries(keys.map((key) => [key, map(record[key] as T)]));
}

/**
 * Reads what {@link renderLockSlice} wrote.
 *
 * @returns undefined when the text is no slice, or one of another schema
 */
export function parseLockSlice(text: string): LockSlice | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isSlice(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSlice(value: unknown): value is LockSlice {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, packages } = value as Partial<LockSlice>;
  return schema === 1 && Array.isArray(packages);
}
