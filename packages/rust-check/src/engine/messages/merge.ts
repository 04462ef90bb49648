import { type Diagnostic, type Level, sortDiagnostics } from '@hone/core';

const RANK: Record<Level, number> = { error: 0, warning: 1, note: 2 };

/**
 * Makes one of findings that several builds of a crate (library, tests) share: the worst of their levels, every fix and
 * related place once. What only one build has stays. Sorted.
 */
export function mergeDuplicates(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const merged = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = identityOf(diagnostic);
    const known = merged.get(key);
    merged.set(key, known ? mergeTwo(known, diagnostic) : diagnostic);
  }
  return sortDiagnostics([...merged.values()]);
}

/** What makes two findings the same. Of two in one generated file, which has no place here, the hint tells them apart. */
function identityOf({ tool, ruleId, message, location, hint }: Diagnostic): string {
  return JSON.stringify([tool, ruleId, message, location ?? null, location?.region ? null : hint]);
}

function mergeTwo(a: Diagnostic, b: Diagnostic): Diagnostic {
  const related = unique([...(a.related ?? []), ...(b.related ?? [])]);
  const fixes = unique([...(a.fixes ?? []), ...(b.fixes ?? [])]);
  // The longer hint is the one of the build that knew more; of two equally long ones, whichever sorts first.
  const hint = [a.hint, b.hint].filter((text) => text !== undefined).sort(byLength)[0];
  return {
    ...a,
    level: RANK[a.level] <= RANK[b.level] ? a.level : b.level,
    ...(hint !== undefined && { hint }),
    ...(related.length > 0 && { related }),
    ...(fixes.length > 0 && { fixes }),
  };
}

const byLength = (a: string, b: string): number => b.length - a.length || (a < b ? -1 : 1);

/** Each value once, in an order that does not depend on which build was first. */
function unique<T>(values: readonly T[]): T[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
