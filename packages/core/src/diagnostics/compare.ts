import type { Diagnostic, Level, Position } from './diagnostic.js';

/**
 * Orders diagnostics by file, start, end, rule, message, tool and level. Strings are compared by code unit, so the
 * order is the same on every machine; what has no file comes first, what has no region comes first in its file.
 */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  const inA = a.location;
  const inB = b.location;
  return (
    compareText(inA?.file ?? '', inB?.file ?? '') ||
    comparePositions(inA?.region?.start, inB?.region?.start) ||
    comparePositions(inA?.region?.end, inB?.region?.end) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message) ||
    compareText(a.tool, b.tool) ||
    compareText(a.level, b.level)
  );
}

/** A sorted copy, see {@link compareDiagnostics}; what compares as equal keeps its order. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(compareDiagnostics);
}

/** How many diagnostics there are of each level. */
export function countByLevel(diagnostics: readonly Diagnostic[]): Record<Level, number> {
  const counts: Record<Level, number> = { error: 0, warning: 0, note: 0 };
  for (const { level } of diagnostics) counts[level]++;
  return counts;
}

/** Orders positions of one text; an absent one comes first. */
export function comparePositions(a: Position | undefined, b: Position | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  return a.line - b.line || a.column - b.column;
}

/** Orders strings by UTF-16 code unit, whatever the locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
