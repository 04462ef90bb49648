import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { contextProblem } from './problems.js';

/** Finds paths that can't stand beside each other: on any disk, or on one that takes capitals for small letters. */
export function findClashes(paths: readonly string[]): Diagnostic[] {
  const files = new Set(paths);
  const folders = new Set<string>();
  for (const file of paths) {
    for (let at = path.posix.dirname(file); at !== '.'; at = path.posix.dirname(at)) folders.add(at);
  }
  const both = [...folders].filter((folder) => files.has(folder)).map(fileAndFolder);
  const byFolded = new Map<string, string>();
  const cases = [...paths, ...folders].sort().flatMap((file) => {
    const folded = file.normalize('NFC').toLowerCase();
    const known = byFolded.get(folded);
    byFolded.set(folded, known ?? file);
    // Files below two folders that clash would only repeat it.
    const isFirst = known !== undefined && known !== file && path.posix.dirname(known) === path.posix.dirname(file);
    return isFirst ? [caseClash(known, file)] : [];
  });
  return [...both, ...cases];
}

function fileAndFolder(file: string): Diagnostic {
  return contextProblem('docker/context-path-clash', 'error', `${file} would be both a file and a folder.`, {
    file,
    hint: 'Rename one of them.',
  });
}

function caseClash(a: string, b: string): Diagnostic {
  return contextProblem('docker/context-case-clash', 'warning', `${a} and ${b} differ in their case alone.`, {
    file: b,
    hint: 'Rename one: on macOS and Windows they are one file, and the context can not be written there.',
  });
}
