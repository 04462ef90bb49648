import fs from 'node:fs';
import path from 'node:path';
import type { Diagnostic, Location } from '@hone/core/diagnostics';
import { describeResult, type ProcessResult } from '@hone/core/process';
import type { CheckedCrate } from '../crate.js';
import type { CargoFailure } from '../cargo/failure.js';
import { cargoKilled, finding, memberMissing } from '../rules/index.js';
import { type MachineFolders, tidyWords } from '../tidy.js';

/** A call of cargo that ended before it compiled anything, as a finding of one crate that it was for. */
export function describeCargoFailure(crate: CheckedCrate, failure: CargoFailure, folders: MachineFolders): Diagnostic {
  const { rule } = failure;
  const words = tidyWords(failure.words, folders);
  const message = words === '' ? 'Cargo ended with an error and said nothing.' : `Cargo stopped: ${words}`;
  return finding(rule, { message, location: placeOf(crate, failure, folders) });
}

/** A call of cargo that was ended from outside. */
export function describeKilled({ crate }: CheckedCrate, result: ProcessResult): Diagnostic {
  const message = `${describeResult('cargo', result)} before \`${crate.package.name}\` was checked to its end.`;
  return finding(cargoKilled, {
    message: message[0]!.toUpperCase() + message.slice(1),
    location: { file: crate.file },
  });
}

function placeOf({ crate, workspace }: CheckedCrate, failure: CargoFailure, folders: MachineFolders): Location {
  switch (failure.place) {
    case 'named-manifest':
      return namedPlace(failure, folders) ?? { file: crate.file };
    case 'workspace-manifest':
      return { file: workspace.file, ...memberLine(workspace.file, failure, folders) };
    case 'lock':
      return { file: workspace.lock ?? workspace.file };
    case 'toolchain-file':
      return { file: toolchainFile(workspace.root, folders.workspaceRoot) ?? crate.file };
    case 'crate-manifest':
      return { file: crate.file };
  }
}

function namedPlace({ manifest }: CargoFailure, { workspaceRoot, cargoRoot }: MachineFolders): Location | undefined {
  if (!manifest) return undefined;
  const relative = path.relative(workspaceRoot, path.resolve(cargoRoot, manifest.file));
  if (relative.startsWith('..') || path.isAbsolute(relative)) return undefined;
  const file = relative.split(path.sep).join('/');
  if (manifest.line === undefined) return { file };
  const at = { line: manifest.line, column: manifest.column ?? 1 };
  return { file, region: { start: at, end: at } };
}

/** The line of the workspace's manifest that names a missing member, where it is named as it is. */
function memberLine(
  file: string,
  { rule, member }: CargoFailure,
  { workspaceRoot, cargoRoot }: MachineFolders,
): Pick<Location, 'region'> {
  if (rule !== memberMissing || member === undefined) return {};
  const name = path.relative(cargoRoot, member).split(path.sep).join('/');
  const lines = readText(path.join(workspaceRoot, file)).split('\n');
  const index = lines.findIndex((line) => line.includes(`"${name}"`) || line.includes(`'${name}'`));
  if (index < 0) return {};
  const column = lines[index]!.search(`["']${name}["']`) + 1;
  const start = { line: index + 1, column: Math.max(column, 1) };
  return { region: { start, end: { ...start, column: start.column + name.length + 2 } } };
}

/** The file by which rustup chooses the toolchain: the nearest one upwards. */
function toolchainFile(root: string, workspaceRoot: string): string | undefined {
  for (let folder = root; ; folder = path.posix.dirname(folder)) {
    for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
      const file = path.posix.join(folder, name);
      if (fs.existsSync(path.join(workspaceRoot, file))) return file;
    }
    if (folder === '.') return undefined;
  }
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
