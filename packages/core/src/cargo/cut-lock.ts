import type { CargoLockedDependency, CargoLockedPackage } from './types.js';

/** What is kept of a lock. */
export interface LockCut {
  /** The lock's format version. */
  version: number;
  /** Each with the edges that are kept. */
  packages: readonly CargoLockedPackage[];
}

/**
 * Cuts packages out of the text of a `Cargo.lock`, as cargo itself would write the rest: entries keep their lines and their
 * order; edges say a version only where several of a name are left, and a source only where several of a version are.
 * Patches that nothing uses go. Lines end with `\n`.
 *
 * @param text of a lock of version 1 to 4
 * @see cargo's `core/resolver/encode.rs` (`encodable_package_id`)
 */
export function cutCargoLock(text: string, { version, packages }: LockCut): string {
  const kept = new Map(packages.map((entry) => [keyOf(entry), entry]));
  const renderEdge = edgeRenderer(packages, version);
  const [head = '', ...blocks] = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n')
    .split(/^(?=\[)/m);
  const parts = blocks.flatMap((block): string[] => {
    if (block.startsWith('[metadata]')) return cutMetadata(block, packages);
    if (!block.startsWith('[[package]]') && !block.startsWith('[root]')) return [];
    const entry = kept.get(keyOf(readBlock(block)));
    return entry ? [renderBlock(block, entry, renderEdge)] : [];
  });
  return (
    [head, ...parts]
      .map((part) => part.trimEnd())
      .filter(Boolean)
      .join('\n\n') + '\n'
  );
}

type EdgeRenderer = (edge: CargoLockedDependency) => string;

const keyOf = ({ name, version, source = '' }: Pick<CargoLockedPackage, 'name' | 'version' | 'source'>): string =>
  `${name}\n${version}\n${source}`;

function readBlock(block: string): Pick<CargoLockedPackage, 'name' | 'version' | 'source'> {
  const read = (key: string): string | undefined => new RegExp(`^${key} = "(.*)"$`, 'm').exec(block)?.[1];
  const source = read('source');
  return { name: read('name') ?? '', version: read('version') ?? '', ...(source !== undefined && { source }) };
}

const LIST = /^dependencies = \[[^\]]*\]\n?/m;
const REPLACE = /^replace = ".*"$/m;

function renderBlock(block: string, { dependencies }: CargoLockedPackage, renderEdge: EdgeRenderer): string {
  const edges = dependencies.map(renderEdge).sort(byParts);
  if (REPLACE.test(block)) return block.replace(REPLACE, () => `replace = ${JSON.stringify(edges[0] ?? '')}`);
  const list =
    edges.length > 0 ? `dependencies = [\n${edges.map((edge) => ` ${JSON.stringify(edge)},\n`).join('')}]\n` : '';
  return block.replace(LIST, () => list);
}

/** Cargo sorts by name, then version, then source: not by the text, since a space sorts before `-`. */
function byParts(a: string, b: string): number {
  const [left, right] = [a.split(' '), b.split(' ')];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function edgeRenderer(packages: readonly CargoLockedPackage[], format: number): EdgeRenderer {
  const counts = new Map<string, Map<string, number>>();
  for (const { name, version } of packages) {
    const versions = counts.get(name) ?? new Map<string, number>();
    counts.set(name, versions.set(version, (versions.get(version) ?? 0) + 1));
  }
  return ({ name, version, source }) => {
    const versions = counts.get(name);
    const long = format < 2 || (versions?.get(version) ?? 0) > 1;
    const from = long && source !== undefined ? ` (${source.split('#')[0]})` : '';
    return long || (versions?.size ?? 0) > 1 ? `${name} ${version}${from}` : name;
  };
}

/** Checksums of the first format: `"checksum name version (source)" = "…"`. */
function cutMetadata(block: string, packages: readonly CargoLockedPackage[]): string[] {
  const kept = new Set(packages.map(({ name, version, source }) => `"checksum ${name} ${version} (${source ?? ''})"`));
  const [head, ...lines] = block.trimEnd().split('\n');
  const rest = lines.filter(
    (line) => !line.startsWith('"checksum ') || kept.has(line.slice(0, line.indexOf('" =') + 1)),
  );
  return rest.length > 0 ? [[head, ...rest].join('\n')] : [];
}
