import {
  comparePositions,
  compareText,
  type Diagnostic,
  type Fix,
  type Level,
  sortDiagnostics,
} from '@hone/core/diagnostics';
import { lessTrusted } from '@hone/core/rustc';

const RANK: Record<Level, number> = { error: 0, warning: 1, note: 2 };

/**
 * Makes one of findings that several builds of a crate (library, tests) share: the worst of their levels, every fix and
 * related place once. What only one build has stays. Sorted, whatever the order in which the builds ended.
 */
export function mergeDuplicates(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = identityOf(diagnostic);
    const group = groups.get(key);
    if (group) group.push(diagnostic);
    else groups.set(key, [diagnostic]);
  }
  return sortDiagnostics([...groups.values()].map(mergeGroup));
}

/** What makes two findings the same. Of two in one generated file, which has no place here, the hint tells them apart. */
function identityOf({ tool, ruleId, message, location, hint }: Diagnostic): string {
  return JSON.stringify([tool, ruleId, message, location ?? null, location?.region ? null : hint]);
}

function mergeGroup(group: Diagnostic[]): Diagnostic {
  // The one that says most comes first, and of two equally long ones always the same.
  const [first, ...others] = group
    .map((diagnostic) => ({ diagnostic, text: JSON.stringify(diagnostic) }))
    .sort((a, b) => b.text.length - a.text.length || compareText(a.text, b.text))
    .map(({ diagnostic }) => diagnostic);
  const merged = others.reduce(mergeTwo, first!);
  return merged.related ? { ...merged, related: [...merged.related].sort(byPlace) } : merged;
}

type Related = NonNullable<Diagnostic['related']>[number];

function byPlace(a: Related, b: Related): number {
  return (
    compareText(a.location.file, b.location.file) ||
    comparePositions(a.location.region?.start, b.location.region?.start) ||
    comparePositions(a.location.region?.end, b.location.region?.end) ||
    compareText(a.message, b.message)
  );
}

function mergeTwo(a: Diagnostic, b: Diagnostic): Diagnostic {
  const hint = a.hint ?? b.hint;
  const related = [
    ...new Map([...(a.related ?? []), ...(b.related ?? [])].map((it) => [JSON.stringify(it), it])).values(),
  ];
  const fixes = mergeFixes([...(a.fixes ?? []), ...(b.fixes ?? [])]);
  return {
    ...a,
    level: RANK[a.level] <= RANK[b.level] ? a.level : b.level,
    ...(hint !== undefined && { hint }),
    ...(related.length > 0 && { related }),
    ...(fixes.length > 0 && { fixes }),
  };
}

/** Each set of edits once, trusted no more than by the build that trusts it least. */
function mergeFixes(fixes: readonly Fix[]): Fix[] {
  const byEdits = new Map<string, Fix>();
  for (const fix of fixes) {
    const key = JSON.stringify(fix.edits);
    const known = byEdits.get(key);
    byEdits.set(key, known ? { ...known, applicability: lessTrusted(known.applicability, fix.applicability) } : fix);
  }
  return [...byEdits.values()];
}
