import { createHash } from 'node:crypto';
import type { Diagnostic } from '@hone/core/diagnostics';
import { DETAILS, PHRASES } from './phrases.data.js';
import { headOf, templateOf } from './template.js';

/** What a fingerprint is made of. */
export interface Fingerprinted {
  fingerprint: string;
  template: string;
}

/**
 * Names a kind of diagnostic: a digest of tool, rule and the message with paths, numbers, names, hashes, versions, times
 * and addresses abstracted. The same on every machine, and whether read from a tool's text, JSON or SARIF.
 */
export function fingerprintOf({ tool, ruleId, message }: Pick<Diagnostic, 'tool' | 'ruleId' | 'message'>): string {
  return digestOf(tool, ruleId, templateOf(scannedPart(tool, message)));
}

/** The part of a message that its template is made of, names without quotes marked. */
export function scannedPart(tool: string, message: string): string {
  const head = headOf(message);
  const phrases = PHRASES[tool];
  if (phrases === undefined) return head;
  const detail = DETAILS[tool];
  if (detail?.head === head) return `${head}: ${detail.kind.exec(message)?.[1] ?? ''}`;
  let marked = head;
  for (const { literal, pattern } of phrases) {
    if (marked.includes(literal)) marked = markNames(marked, pattern);
  }
  return marked;
}

export function digestOf(tool: string, ruleId: string, template: string): string {
  return createHash('sha256')
    .update(JSON.stringify([tool, ruleId, template]))
    .digest('hex')
    .slice(0, 16);
}

/** Puts quotes around what the groups matched. */
function markNames(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.indices;
  if (found === undefined) return text;
  let marked = '';
  let from = 0;
  for (const range of found.slice(1)) {
    if (range === undefined) continue;
    marked += `${text.slice(from, range[0])}"x"`;
    from = range[1];
  }
  return marked + text.slice(from);
}
