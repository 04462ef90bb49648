import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { editToml, isTable, parseToml, tableAt, type TomlPath } from '@hone/core/manifests';
import { fileEntry } from '../folder-files.js';
import { readText } from '../read-text.js';
import type { ContextEntry, ContextRequest } from '../types.js';
import { tokenLeftOut } from './diagnostics.js';

/** What cargo and rustup look for in a folder and all above it. */
const FILES = ['rust-toolchain', 'rust-toolchain.toml', '.cargo/config', '.cargo/config.toml'];
/** Holds nothing but tokens. */
const CREDENTIALS = ['.cargo/credentials', '.cargo/credentials.toml'];

/** The configuration of cargo and rustup that rules some folders, without tokens. */
export function planConfiguration(
  { workspaceRoot }: ContextRequest,
  folders: readonly string[],
): { entries: ContextEntry[]; diagnostics: Diagnostic[] } {
  const entries: ContextEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  const places = [...new Set(folders.flatMap((folder) => [...foldersUpFrom(folder)]))].sort();
  for (const file of filesIn(places, FILES, workspaceRoot)) {
    const text = readText(workspaceRoot, file) ?? '';
    const tokens = file.includes('.cargo/') ? tokensIn(text, file) : [];
    diagnostics.push(...tokens.map((key) => tokenLeftOut(file, key.join('.'))));
    const changes = tokens.map((key) => ({ op: 'remove', path: key }) as const);
    entries.push(tokens.length > 0 ? textEntry(file, editToml(text, changes, file)) : fileEntry(workspaceRoot, file));
  }
  for (const file of filesIn(folders, CREDENTIALS, workspaceRoot)) {
    diagnostics.push(tokenLeftOut(file, path.posix.basename(file)));
    entries.push(textEntry(file, ''));
  }
  return { entries, diagnostics };
}

const filesIn = (folders: readonly string[], names: readonly string[], workspaceRoot: string): string[] =>
  folders
    .flatMap((folder) => names.map((name) => path.posix.join(folder, name)))
    .filter((file) => existsSync(path.join(workspaceRoot, file)));

/** A file whose content is made here. */
export const textEntry = (at: string, text: string): ContextEntry => ({
  path: at,
  source: { kind: 'text', text },
  executable: false,
});

/** https://doc.rust-lang.org/cargo/reference/config.html: `registry.token`, `registries.<name>.token` and `secret-key`. */
function tokensIn(text: string, file: string): (TomlPath & string[])[] {
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
