import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import type { Identity } from '../labels.js';
import type { NodePackage } from './facts.js';

/** A table of a JSON file. */
export type JsonTable = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is JsonTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const tableAt = (table: JsonTable | undefined, key: string): JsonTable => {
  const value = table?.[key];
  return isTable(value) ? value : {};
};

export const textAt = (table: JsonTable | undefined, key: string): string | undefined => {
  const value = table?.[key];
  return typeof value === 'string' ? value : undefined;
};

/**
 * Reads a JSON file of the workspace.
 *
 * @returns undefined when there is none
 * @throws HoneError when it is no JSON object
 */
export function readJsonTable(workspaceRoot: string, file: string): JsonTable | undefined {
  const name = path.join(workspaceRoot, file);
  if (!existsSync(name)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(name, 'utf8').replace(/^\uFEFF/, ''));
    if (isTable(value)) return value;
  } catch (error) {
    throw new HoneError(`${file} is no JSON: ${(error as Error).message}`, {
      file,
      hint: 'Correct it first.',
      cause: error,
    });
  }
  throw new HoneError(`${file} holds no JSON object.`, { file, hint: 'Correct it first.' });
}

/** What a `package.json` says that an image has to know. */
export function toPackage(table: JsonTable, root: string): NodePackage {
  const strings = (key: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(tableAt(table, key)).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
  const bin = textAt(table, 'bin');
  const main = textAt(table, 'main');
  return {
    name: textAt(table, 'name') ?? path.posix.basename(root),
    root,
    scripts: strings('scripts'),
    dependencies: new Set([...Object.keys(strings('dependencies')), ...Object.keys(strings('optionalDependencies'))]),
    bin: bin === undefined ? Object.values(strings('bin')) : [bin],
    ...(main !== undefined && { main }),
  };
}

/** What a `package.json` says for the labels of an image. @param title where it has no name */
export function toIdentity(table: JsonTable | undefined, title: string): Identity {
  const [description, license, version] = ['description', 'license', 'version'].map((key) => textAt(table, key));
  const repository = textAt(table, 'repository') ?? textAt(tableAt(table, 'repository'), 'url');
  return {
    title: textAt(table, 'name') ?? title,
    ...(description !== undefined && { description }),
    // What npm calls a package that is nobody else's.
    ...(license !== undefined && license !== 'UNLICENSED' && { license }),
    ...(repository !== undefined && { repository }),
    ...(version !== undefined && { version }),
  };
}
