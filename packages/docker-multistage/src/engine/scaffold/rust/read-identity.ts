import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CargoCrate } from '@hone/core/cargo';
import { isTable, parseToml, stringAt, tableAt, type TomlTable } from '@hone/core/manifests';
import type { Identity } from '../labels.js';

/** What a crate's manifest says of it, with what it takes from `[workspace.package]`. */
export function readIdentity(workspaceRoot: string, crate: CargoCrate): Identity {
  const { name, version } = crate.package;
  const own = tableAt(readTable(workspaceRoot, crate.file), 'package');
  const shared = tableAt(
    readTable(workspaceRoot, path.posix.join(crate.workspace, 'Cargo.toml')),
    'workspace',
    'package',
  );
  const read = (key: string): string | undefined => stringAt(isTable(own[key]) ? shared : own, key);
  const [description, license, repository] = [read('description'), read('license'), read('repository')];
  return {
    title: name,
    ...(description !== undefined && { description }),
    ...(license !== undefined && { license }),
    ...(repository !== undefined && { repository }),
    ...(version !== undefined && { version }),
  };
}

/** A manifest that is wrong was reported by who read the crate. */
function readTable(workspaceRoot: string, file: string): TomlTable {
  const absolute = path.join(workspaceRoot, file);
  return existsSync(absolute) ? (parseToml(readFileSync(absolute, 'utf8'), file).table ?? {}) : {};
}
