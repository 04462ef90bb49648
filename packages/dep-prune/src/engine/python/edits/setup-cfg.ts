import type { TextEdit } from '@hone/core/diagnostics';
import { normalizeName } from '@hone/core/manifests';
import { linesOf, removeRanges } from './lines.js';
import type { DeclarationChange } from './types.js';

/** Takes requirements out of the lists of a setup.cfg, where each stands on a line of its own. */
export function planSetupCfgEdits(text: string, file: string, changes: readonly DeclarationChange[]): TextEdit[] {
  const lines = linesOf(text);
  const ranges = changes.flatMap(({ declaration: { name, line }, moveTo }) => {
    const written = line === undefined ? undefined : /^\s+([A-Za-z0-9][\w.-]*)/.exec(lines[line - 1] ?? '')?.[1];
    if (moveTo !== undefined || line === undefined || normalizeName(written ?? '') !== name) return [];
    return [[line, line] as const];
  });
  return removeRanges(file, lines, ranges);
}
