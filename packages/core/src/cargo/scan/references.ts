import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../../manifests/names.js';
import { isInsideWorkspace } from '../../manifests/paths.js';
import { isUnder } from '../find-root.js';
import type { CargoCrate } from '../types.js';
import { scanBuildScript } from './build-script.js';
import { scanRustReferences } from './source.js';
import type { CrateReferences, RustReference } from './types.js';

/**
 * What a crate reads besides its sources, by its sources.
 *
 * @param workspaceRoot absolute path
 * @param files the crate's `.rs` files, relative to the workspace root; one that is gone is passed over
 */
export function readCrateReferences(
  workspaceRoot: string,
  crate: Pick<CargoCrate, 'root' | 'package'>,
  files: readonly string[],
): CrateReferences {
  const references = files.flatMap((file) => {
    const text = readText(path.join(workspaceRoot, file));
    return isBuildScript(crate, file)
      ? scanBuildScript(text, file, crate.root)
      : scanRustReferences(text, file, crate.root);
  });
  return settleReferences(workspaceRoot, crate.root, references);
}

/** Whether a source is a crate's build script, or a module beside one that has a folder of its own. */
export function isBuildScript(
  { root, package: { build } }: Pick<CargoCrate, 'root' | 'package'>,
  file: string,
): boolean {
  if (typeof build !== 'string') return false;
  const script = path.posix.join(root, build);
  const folder = path.posix.dirname(script);
  return file === script || (folder !== root && folder !== path.posix.join(root, 'src') && isUnder(file, folder));
}

/**
 * Sorts what sources name into inside and outside of the crate, asks the disk which are folders, and leaves out guesses
 * that come to nothing, and what belongs to git.
 *
 * @param workspaceRoot absolute path
 * @param crateRoot relative to the workspace root
 */
export function settleReferences(
  workspaceRoot: string,
  crateRoot: string,
  references: readonly RustReference[],
): CrateReferences {
  const inside = new Set<string>();
  const outside = new Set<string>();
  const kept = references.filter((reference) => {
    // `../..` is only where a script begins to look for something.
    if (reference.kind === 'build' && isUnder(crateRoot, reference.path)) return false;
    const pattern = patternOf(workspaceRoot, reference);
    if (pattern === undefined) return false;
    if (isInsideWorkspace(reference.path)) (isUnder(reference.path, crateRoot) ? inside : outside).add(pattern);
    return true;
  });
  return { inside: [...inside].sort(), outside: [...outside].sort(), references: kept.sort(byPlace) };
}

function patternOf(workspaceRoot: string, { kind, path: named, guess }: RustReference): string | undefined {
  if (named.split('/').includes('.git')) return undefined;
  if (named.includes('*')) return named;
  const stats = statSync(path.join(workspaceRoot, named), { throwIfNoEntry: false });
  if (!stats) return guess ? undefined : named;
  if (!stats.isDirectory()) return named;
  return path.posix.join(named, kind === 'proto' ? '**/*.proto' : '**/*');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function byPlace(a: RustReference, b: RustReference): number {
  return compareText(a.file, b.file) || a.line - b.line || compareText(a.path, b.path);
}
