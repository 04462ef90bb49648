import { type TextEdit, normalizeName } from '@hone/core';
import { linesOf, removeLines } from './lines.js';
import type { DeclarationChange } from './plan-edits.js';

/**
 * Takes entries out of a requirements file: each with its continuation lines (hashes) and the indented comments that a
 * compiler wrote below it. What moves is left for people: which file it would go to is not written anywhere.
 */
export function planRequirementsEdits(text: string, file: string, changes: readonly DeclarationChange[]): TextEdit[] {
  const lines = linesOf(text);
  return changes.flatMap(({ declaration: { name, line }, moveTo }) => {
    if (moveTo !== undefined || line === undefined || !isEntry(lines[line - 1] ?? '', name)) return [];
    return [removeLines(file, lines, line, endOfEntry(lines, line))];
  });
}

/** An entry that only an address or a path names is not recognised, and stays. */
function isEntry(line: string, name: string): boolean {
  return normalizeName(/^\s*([A-Za-z0-9][\w.-]*)/.exec(line)?.[1] ?? '') === name;
}

/** @returns the 1-based last line that belongs to the entry */
function endOfEntry(lines: readonly string[], first: number): number {
  let last = first;
  while ((lines[last - 1] ?? '').endsWith('\\') && last < lines.length) last++;
  while (/^\s+#/.test(lines[last] ?? '')) last++;
  return last;
}
