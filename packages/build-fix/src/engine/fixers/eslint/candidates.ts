import type { Applicability, Fix } from '@hone/core';
import { createLineIndex, type LineIndex } from '@hone/core/line-index';
import type { Candidate, LogEntry } from '../../types.js';
import { toCandidate } from '../suggestions/candidates.js';
import type { LintMessage, TextFix } from './child-script.js';

/** More ways out of one finding are no help. */
const MOST_SHOWN = 3;

/**
 * Candidates for the entries of one file out of what ESLint says of it now. A fix is safe, as ESLint demands of its
 * rules; its only suggestion may change the meaning; of several a person has to choose.
 *
 * @param text of the file, a byte order mark included or not
 */
export function candidatesOf(
  file: string,
  text: string,
  entries: readonly LogEntry[],
  messages: readonly LintMessage[],
): Candidate[] {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const index = createLineIndex(source);
  return entries.flatMap((entry) => {
    const message = messages.find((each) => isSame(each, entry));
    return message ? fixesOf(file, index, source.length, message).map((fix) => toCandidate('eslint', fix, entry)) : [];
  });
}

/** The rule and the place; the message may have been cut short by the log. */
function isSame({ ruleId, line, column }: LintMessage, { diagnostic }: LogEntry): boolean {
  const start = diagnostic.location?.region?.start;
  return ruleId === diagnostic.ruleId && line === start?.line && column === start?.column;
}

function fixesOf(file: string, index: LineIndex, length: number, message: LintMessage): Fix[] {
  const read = (description: string, applicability: Applicability, { range, text }: TextFix): Fix[] => {
    const [start, end] = range;
    // The byte order mark, which a rule may want to take away, is at -1.
    if (start < 0 || end < start || end > length) return [];
    const region = { start: index.offsetToPosition(start), end: index.offsetToPosition(end) };
    return [{ description, applicability, edits: [{ file, region, newText: text }] }];
  };
  const { fix, suggestions = [] } = message;
  if (fix) return read(`Fix \`${message.ruleId}\``, 'safe', fix);
  const applicability = suggestions.length === 1 ? 'unsafe' : 'manual';
  return suggestions.slice(0, MOST_SHOWN).flatMap((each) => read(each.desc, applicability, each.fix));
}
