import { statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core';
import { editToml, isTable, parseToml, tableAt, type TomlPath } from '@hone/core/manifests';
import type { ContextEntry } from '../types.js';
import { tokenLeftOut } from './diagnostics.js';
import type { CargoReadings } from './read-workspace.js';

/** What cargo and rustup look for in a folder and all above it. */
const FILES = ['rust-toolchain', 'rust-toolchain.toml', '.cargo/config', '.cargo/config.toml'];

/** The configuration of cargo and rustup that rules some folders, without tokens. */
export function planConfiguration(
  folders: readonly string[],
  { root, text }: CargoReadings,
): { entries: ContextEntry[]; diagnostics: Diagnostic[] } {
  const places = new Set(folders.flatMap((folder) => [...foldersUpFrom(folder)]));
  const entries: ContextEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of [...places].sort().flatMap((folder) => FILES.map((name) => path.posix.join(folder, name)))) {
    if (!statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile()) continue;
    const tokens = file.includes('.cargo/') ? tokensIn(text(file) ?? '', file) : [];
    diagnostics.push(...tokens.map((key) => tokenLeftOut(file, key.join('.'))));
    entries.push({ path: file, executable: false, source: sourceOf(file, text(file) ?? '', tokens) });
  }
  return { entries, diagnostics };
}

function sourceOf(file: string, text: string, tokens: readonly TomlPath[]): ContextEntry['source'] {
  if (tokens.length === 0) return { kind: 'file', file };
  return {
    kind: 'text',
    text: editToml(
      text,
      tokens.map((key) => ({ op: 'remove', path: key })),
      file,
    ),
  };
}

/** https://doc.rust-lang.org/cargo/reference/config.html: `registry.token`, `registries.<name>.token`, `http.proxy` aside. */
function tokensIn(text: string, file: string): TomlPath[] {
  const { table } = parseToml(text, file);
  const secret = ['token', 'secret-key'];
  const own = secret.filter((key) => tableAt(table, 'registry')[key] !== undefined).map((key) => ['registry', key]);
  const others = Object.entries(tableAt(table, 'registries')).flatMap(([name, entry]) =>
    secret.filter((key) => isTable(entry) && entry[key] !== undefined).map((key) => ['registries', name, key]),
  );
  return [...own, ...others];
}

function* foldersUpFrom(folder: string): Generator<string> {
  for (let at = folder; ; at = path.posix.dirname(at)) {
    yield at;
    if (at === '.' || at === '..' || at === '/') return;
  }
}
