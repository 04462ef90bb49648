import { asStrings, parseToml, tableAt, type TomlTable } from '@hone/core/manifests';
import { statesReason } from '../reasons.js';
import type { Evidence } from '../types.js';
import type { RustDependency } from './types.js';

/** What of a declaration markers are held against. */
type Marked = Pick<RustDependency, 'alias' | 'name' | 'line'> & { kind?: RustDependency['kind'] };

/** What the markers of other tools say: lists of crates that stay, in the manifest's metadata. */
const MARKERS = [
  ['cargo-machete', 'ignored'],
  ['cargo-shear', 'ignored'],
  ['cargo-udeps', 'ignore', 'normal'],
  ['cargo-udeps', 'ignore', 'development'],
  ['cargo-udeps', 'ignore', 'build'],
  ['hone', 'keep'],
];

/**
 * What a manifest says of dependencies that stay: markers in its metadata or its workspace's, and comments beside or right
 * above a declaration.
 *
 * @param manifests the crate's own, then its workspace's; the comments are read in the first
 */
export function markersOf(
  manifests: readonly { file: string; text: string }[],
  dependencies: readonly Marked[],
): Evidence[] {
  const [own] = manifests;
  return [
    ...manifests.flatMap(({ file, text }) => fromMetadata(file, parseToml(text, file).table, dependencies)),
    ...(own ? fromComments(own.file, own.text, dependencies) : []),
    ...(own ? fromHakari(own.file, own.text, dependencies) : []),
  ];
}

function fromMetadata(file: string, table: TomlTable, dependencies: readonly Marked[]): Evidence[] {
  const places = ['package', 'workspace'].flatMap((top) => MARKERS.map((keys) => [top, 'metadata', ...keys]));
  return places.flatMap((keys) => {
    const folder = keys.slice(0, -1);
    const list = asStrings(tableAt(table, ...folder)[keys.at(-1) ?? '']);
    return dependencies
      .filter(({ alias, name }) => list.includes(alias) || list.includes(name))
      .map((each) => keep(each, `[${folder.join('.')}] names it`, file));
  });
}

function fromComments(file: string, text: string, dependencies: readonly Marked[]): Evidence[] {
  const lines = text.split(/\r?\n/);
  return dependencies.flatMap((dependency) => {
    const { line } = dependency;
    if (line === undefined) return [];
    const above = /^\s*#\s*(.*?)\s*$/.exec(lines[line - 2] ?? '')?.[1];
    const found = [commentIn(lines[line - 1] ?? ''), above].find((comment) => comment && statesReason(comment));
    return found === undefined ? [] : [keep(dependency, `the comment says "${found.slice(0, 80)}"`, file, line)];
  });
}

/** Lines that cargo-hakari writes, in the crate that unifies features: nothing ever names them. */
function fromHakari(file: string, text: string, dependencies: readonly Marked[]): Evidence[] {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((each) => each.startsWith('### BEGIN HAKARI SECTION')) + 1;
  const end = lines.findIndex((each) => each.startsWith('### END HAKARI SECTION')) + 1;
  return dependencies.flatMap((each) =>
    start > 0 && each.line !== undefined && each.line > start && (end === 0 || each.line < end)
      ? [keep(each, 'cargo-hakari writes it to unify features', file, each.line)]
      : [],
  );
}

/** A `#` inside a string is no comment. */
function commentIn(line: string): string | undefined {
  return /^(?:[^#"']|"[^"]*"|'[^']*')*#\s*(.*?)\s*$/.exec(line)?.[1];
}

function keep({ alias, kind }: Marked, detail: string, file: string, line?: number): Evidence {
  return {
    kind: 'comment',
    name: alias,
    ...(kind === 'build' && { part: 'build script' as const }),
    scope: 'runtime',
    detail,
    file,
    ...(line !== undefined && { line }),
  };
}
