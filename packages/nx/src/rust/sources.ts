import { createHash } from 'node:crypto';
import path from 'node:path';
import type { CargoCrate, RustReference } from '@hone/core/cargo';
import type { FileEntry, Walker } from '@hone/core/files';
import { readers } from '../graph/readers.js';
import type { ReferenceFacts } from './types.js';

/** What was read of one crate's sources. */
export interface CachedSources {
  /** Of all its files, with their sizes and times. */
  signature: string;
  references: ReferenceFacts;
}

/** What the sources of a crate name; they are read only when one of them changed, came or went. */
export async function readReferences(
  workspaceRoot: string,
  crate: CargoCrate,
  nestedRoots: readonly string[],
  walker: Walker,
  known: CachedSources | undefined,
): Promise<CachedSources> {
  // Where cargo builds is no place of sources, whether .gitignore says so or not.
  const left = [...nestedRoots, path.posix.join(crate.root, 'target')];
  const entries = walker.listEntries(crate.root, { extensions: ['.rs'], nestedRoots: left });
  const signature = signatureOf(crate, entries);
  if (known?.signature === signature) return known;
  const { readCrateReferences } = await readers.cargo();
  const files = entries.map(({ file }) => file);
  return { signature, references: factsOf(crate.root, readCrateReferences(workspaceRoot, crate, files).references) };
}

function signatureOf({ package: { build } }: CargoCrate, entries: readonly FileEntry[]): string {
  const lines = entries.map(({ file, size, mtimeMs, ctimeMs }) => `${file}:${size}:${mtimeMs}:${ctimeMs}`);
  return createHash('sha1')
    .update(`${build}\n${lines.join('\n')}`)
    .digest('base64url');
}

/** The files of a crate that only its own tests, benchmarks and examples read. */
export const testFolders = ['tests', 'benches', 'examples'];

function factsOf(root: string, references: readonly RustReference[]): ReferenceFacts {
  const prefix = root === '.' ? '' : `${root}/`;
  const inWorkspace = references.filter(({ path }) => !path.startsWith('../') && path !== '..');
  const outside = inWorkspace.filter(({ path }) => !path.startsWith(prefix));
  const isTest = (file: string): boolean => testFolders.some((folder) => file.startsWith(`${prefix}${folder}/`));
  const isUnshared = (file: string): boolean =>
    isTest(file) || (file.startsWith(prefix) && /^[^/]*k$/.test(file.slice(prefix.length)));
  const isBuildInput = ({ kind }: RustReference): boolean => kind === 'proto' || kind === 'rerun-if-changed';
  return {
    files: pathsOf(outside.filter((one) => !isBuildInput(one))),
    buildInputs: pathsOf(outside.filter(isBuildInput)),
    unshared: pathsOf(inWorkspace.filter(({ path, file }) => isUnshared(path) && !isTest(file))),
  };
}

function pathsOf(references: readonly RustReference[]): string[] {
  return [...new Set(references.map(({ path }) => path))].sort();
}
