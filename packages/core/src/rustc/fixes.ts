import type { Applicability, Fix, TextEdit } from '../diagnostics/diagnostic.js';
import type { Places } from './places.js';
import type { RustcDiagnostic, RustcSpan, SuggestionApplicability } from './types.js';

const TRUST: Record<SuggestionApplicability, Applicability> = {
  MachineApplicable: 'safe',
  MaybeIncorrect: 'unsafe',
  HasPlaceholders: 'manual',
  Unspecified: 'manual',
};

const RANK: Record<Applicability, number> = { safe: 0, unsafe: 1, manual: 2 };

/** The less trusted of two. */
export function lessTrusted(a: Applicability, b: Applicability): Applicability {
  return RANK[a] >= RANK[b] ? a : b;
}

/** Whether a remark carries a suggestion. */
export function isSuggestion(child: RustcDiagnostic): boolean {
  return child.spans.some((span) => typeof span.suggested_replacement === 'string');
}

/** Fixes out of a finding's remarks: one for each, or one for each alternative that it offers. */
export function fixesOf(diagnostic: RustcDiagnostic, places: Places): Fix[] {
  return diagnostic.children.filter(isSuggestion).flatMap((child) => {
    const alternatives = alternativesOf(child.spans);
    const vague = alternatives.length === 1 && OFFERS_A_CHOICE.test(child.message) && child.spans.length > 1;
    return alternatives.flatMap((parts) => {
      const fix = toFix(child.message, parts, alternatives.length > 1, places);
      return fix ? [vague ? { ...fix, applicability: 'manual' as const } : fix] : [];
    });
  });
}

/** Alternatives at places that follow each other cannot be told from the parts of one suggestion. */
const OFFERS_A_CHOICE = /\bone of (the following|these|them)\b/;

/**
 * rustc writes all alternatives of a suggestion into one list of spans. The parts of one never meet, so a part that meets
 * one before it begins the next alternative.
 */
function alternativesOf(spans: readonly RustcSpan[]): RustcSpan[][] {
  const groups: RustcSpan[][] = [];
  for (const span of spans) {
    if (typeof span.suggested_replacement !== 'string') continue;
    const group = groups.at(-1);
    if (group && !group.some((part) => meet(part, span))) group.push(span);
    else groups.push([span]);
  }
  return groups;
}

function meet(a: RustcSpan, b: RustcSpan): boolean {
  if (a.file_name !== b.file_name) return false;
  const isSame = a.byte_start === b.byte_start && a.byte_end === b.byte_end;
  return isSame || (a.byte_start < b.byte_end && b.byte_start < a.byte_end);
}

/** `undefined` when a part of it is not ours to change, or not at the place any more that the compiler saw. */
function toFix(message: string, parts: readonly RustcSpan[], isOneOfSeveral: boolean, places: Places): Fix | undefined {
  let applicability: Applicability = 'safe';
  const edits: TextEdit[] = [];
  for (const part of parts) {
    const place = places.of(part);
    if (!place?.exact) return undefined;
    applicability = lessTrusted(applicability, TRUST[part.suggestion_applicability ?? 'Unspecified'] ?? 'manual');
    // What is right for one call of a macro may be wrong for the next, and what is right here for another crate.
    if (part.expansion !== null || !place.ofCrate) applicability = lessTrusted(applicability, 'unsafe');
    edits.push({ file: place.file, region: place.region, newText: part.suggested_replacement ?? '' });
  }
  return edits.length === 0
    ? undefined
    : { description: describe(message, edits, isOneOfSeveral), applicability, edits };
}

function describe(message: string, edits: readonly TextEdit[], isOneOfSeveral: boolean): string {
  const text = isOneOfSeveral || /\b(try|with|to)$/.test(message) ? shortText(edits) : undefined;
  return text === undefined ? message : `${message}: \`${text}\``;
}

/** The new text of a fix that has one short piece of it. */
export function shortText(edits: readonly { newText: string }[]): string | undefined {
  const text = edits.length === 1 ? edits[0]!.newText.trim() : '';
  return text !== '' && text.length <= 80 && !text.includes('\n') ? text : undefined;
}
