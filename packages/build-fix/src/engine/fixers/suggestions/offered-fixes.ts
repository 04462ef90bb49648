import type { Diagnostic, Fix, TextEdit } from '@hone/core';
import { comparePositions, compareText } from '@hone/core/diagnostics';

/**
 * Tools that spread one repair over several machine-applicable suggestions: "In case of multiple `MachineApplicable`
 * suggestions (whether as part of the same `multipart_suggestion` or not), all of them should be automatically applied"
 * (`rustc_errors::Applicability`; `cargo fix` does so). Of any other tool several fixes are alternatives, as in SARIF.
 */
const COMPLEMENTARY: ReadonlySet<string> = new Set(['rustc', 'clippy']);

/**
 * What may be offered of the fixes of a diagnostic, and how far each can be trusted. Of alternatives that may change the
 * meaning nobody here can tell the right one, so a single one is offered and several are left to a person.
 *
 * @returns alternatives of each other, the best first
 */
export function offeredFixes({ tool, fixes = [] }: Diagnostic): Fix[] {
  const safe = distinct(fixes.filter(({ applicability, edits }) => applicability === 'safe' && edits.length > 0));
  if (safe.length > 1 && COMPLEMENTARY.has(tool)) return joinParts(safe);
  if (safe.length > 0) return safe;
  const unsafe = distinct(fixes.filter(({ applicability, edits }) => applicability === 'unsafe' && edits.length > 0));
  if (unsafe.length === 1) return unsafe;
  return distinct(fixes).map(toManual);
}

/** One fix of all parts; when two of them meet they cannot be meant together, and which one is meant is not said. */
function joinParts(parts: readonly Fix[]): Fix[] {
  const edits = parts.flatMap((part) => part.edits).sort(byPlace);
  const meet = edits.some((edit, at) => startsWithin(edit, edits[at - 1]));
  if (meet) return parts.map(toManual);
  const description = [...new Set(parts.map((part) => part.description))].join('; ');
  return [{ description, applicability: 'safe', edits }];
}

function byPlace(a: TextEdit, b: TextEdit): number {
  return (
    compareText(a.file, b.file) ||
    comparePositions(a.region.start, b.region.start) ||
    comparePositions(a.region.end, b.region.end)
  );
}

/** Also for two insertions at one place, whose order would be a guess. */
function startsWithin(edit: TextEdit, before: TextEdit | undefined): boolean {
  if (edit.file !== before?.file) return false;
  const distance = comparePositions(edit.region.start, before.region.end);
  return distance < 0 || (distance === 0 && comparePositions(edit.region.end, before.region.start) === 0);
}

const toManual = (fix: Fix): Fix => ({ ...fix, applicability: 'manual' });

/** Each set of edits once. */
function distinct(fixes: readonly Fix[]): Fix[] {
  const seen = new Set<string>();
  return fixes.filter(({ description, edits }) => {
    const key = JSON.stringify(edits.length > 0 ? edits : description);
    return !seen.has(key) && seen.add(key);
  });
}
