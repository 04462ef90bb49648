import type { ManifestProblem } from '../manifests/types.js';
import type { CargoLockedPackage, CargoLockSlice } from './types.js';

/**
 * Writes a slice as JSON with one package a line, ended by a newline. Equal slices give equal bytes: keys are written in
 * one order, whatever order they were made in.
 */
export function renderCargoLockSlice({ schema, kind, file, root, packages, problems }: CargoLockSlice): string {
  const head = Object.entries({ schema, kind, file, root, problems: problems?.map(orderedProblem) })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const list = packages.length > 0 ? `[\n${packages.map(lineOfPackage).join(',\n')}\n  ]` : '[]';
  return `{\n${[...head, `  "packages": ${list}`].join(',\n')}\n}\n`;
}

/** Slices of one lock share most of their packages, and writing is most of the work. */
const rendered = new WeakMap<CargoLockedPackage, string>();

function lineOfPackage(entry: CargoLockedPackage): string {
  let line = rendered.get(entry);
  if (line === undefined) {
    const { name, version, source, checksum, dependencies } = entry;
    // JSON leaves out what is undefined.
    const edges = dependencies.map((edge) => ({ name: edge.name, version: edge.version, source: edge.source }));
    line = `    ${JSON.stringify({ name, version, source, checksum, dependencies: edges })}`;
    rendered.set(entry, line);
  }
  return line;
}

function orderedProblem({ file, line, column, message, hint }: ManifestProblem): unknown {
  return { file, line, column, message, hint };
}

/**
 * Reads what {@link renderCargoLockSlice} wrote.
 *
 * @returns undefined when the text is no slice of a `Cargo.lock`, or one of another schema
 */
export function parseCargoLockSlice(text: string): CargoLockSlice | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isSlice(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSlice(value: unknown): value is CargoLockSlice {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, kind, packages } = value as Partial<CargoLockSlice>;
  return schema === 1 && kind === 'cargo' && Array.isArray(packages);
}
