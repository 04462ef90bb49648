import path from 'node:path';
import type { FileChange } from '@hone/core/edits';
import { editToml, isTable, parseToml, tableAt, type TomlTable } from '@hone/core/manifests';
import { type CargoProjects, findCrate } from '@hone/core/cargo';
import { readUtf8 } from '../read-manifests.js';

/**
 * Entries of `[workspace.dependencies]` go with the last member that inherited them.
 *
 * @param changes of members; files that they change are looked at as they will be
 * @returns the changes with those of the Cargo workspaces' own manifests
 */
export function withWorkspaceDependencies(workspaceRoot: string, changes: readonly FileChange[]): FileChange[] {
  const result = new Map(changes.map((change) => [change.path, change]));
  const textOf = (file: string): string | undefined =>
    result.get(file)?.after ?? readUtf8(path.join(workspaceRoot, file));
  for (const { path: file, before = '', after = '' } of changes) {
    if (path.posix.basename(file) !== 'Cargo.toml') continue;
    const kept = inherited(after, file);
    const dropped = [...inherited(before, file)].filter((name) => !kept.has(name));
    const found = dropped.length > 0 ? findCrate(workspaceRoot, path.posix.dirname(file)) : undefined;
    if (!found) continue;
    const manifest = path.posix.join(found.workspace.root, 'Cargo.toml');
    const text = textOf(manifest);
    const unused = dropped.filter((name) => !isInherited(name, found.projects, textOf));
    const edited = text === undefined ? undefined : withoutEntries(text, manifest, unused);
    if (text === undefined || edited === undefined || edited === text) continue;
    result.set(manifest, { path: manifest, before: result.get(manifest)?.before ?? text, after: edited });
  }
  return [...result.values()];
}

/** A member that can not be read could inherit anything. */
function isInherited(
  name: string,
  { crates, problems }: CargoProjects,
  textOf: (file: string) => string | undefined,
): boolean {
  return problems.length > 0 || crates.some(({ file }) => inherited(textOf(file) ?? '', file).has(name));
}

function withoutEntries(text: string, file: string, names: readonly string[]): string | undefined {
  const { table, problems } = parseToml(text, file);
  if (problems.length > 0) return undefined;
  const entries = tableAt(table, 'workspace', 'dependencies');
  const changes = names
    .filter((name) => Object.hasOwn(entries, name))
    .map((name) => ({ op: 'remove' as const, path: ['workspace', 'dependencies', name] }));
  return editToml(text, changes, file);
}

/** The names that a manifest takes from its workspace, in any table of dependencies. */
function inherited(text: string, file: string): Set<string> {
  const { table } = parseToml(text, file);
  const platforms = Object.values(tableAt(table, 'target')).filter(isTable);
  return new Set([table, ...platforms].flatMap(inheritedIn));
}

function inheritedIn(table: TomlTable): string[] {
  const lists = Object.keys(table).filter((key) => /^(?:dev[-_]|build[-_])?dependencies$/.test(key));
  return lists.flatMap((key) => {
    const entries = tableAt(table, key);
    return Object.keys(entries).filter((name) => {
      const entry = entries[name];
      return isTable(entry) && entry['workspace'] === true;
    });
  });
}
