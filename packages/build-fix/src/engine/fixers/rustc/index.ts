import { HoneError } from '@hone/core/diagnostics';
import { findTool } from '@hone/core/process';
import type { Candidate, FixContext, Fixer, LogEntry } from '../../types.js';
import { matchFindings, type Offer, offerCandidates, offeredFixes } from '../suggestions/index.js';
import { askCargo } from './ask-cargo.js';
import { cargoCalls } from './cargo-calls.js';

/**
 * Suggestions of rustc and clippy for findings whose log is text for people: cargo is asked once more, with JSON, for the
 * crates that the findings are in. What JSON and SARIF say is whole, so nothing is asked again for those.
 */
export const rustcFixer: Fixer = {
  id: 'rustc',
  async propose(entries, context) {
    const wanted = entries.filter(isFromText);
    const calls = cargoCalls(wanted, context);
    if (calls.length === 0) return [];
    const cargo = findTool('cargo', { workspaceRoot: context.workspaceRoot })?.path;
    if (cargo === undefined) {
      throw new HoneError('There is no cargo on PATH to ask for the suggestions that the log leaves out.', {
        hint: 'Install Rust (rustup), or hand in a log made with `--message-format=json`.',
      });
    }
    const candidates: Candidate[] = [];
    const problems: HoneError[] = [];
    // One after the other: cargo itself uses all processors, and its target folders may be one.
    for (const call of calls) {
      const found = await askCargo(cargo, call, context);
      if ('problem' in found) problems.push(found.problem);
      else candidates.push(...offersOf(call.entries, found.entries, context));
    }
    if (candidates.length === 0 && problems[0]) throw problems[0];
    return candidates;
  },
};

function isFromText({ format, diagnostic }: LogEntry): boolean {
  return !/^sarif|json/.test(format) && !diagnostic.fixes?.length && diagnostic.location?.region !== undefined;
}

function offersOf(entries: readonly LogEntry[], found: readonly LogEntry[], { files }: FixContext): Candidate[] {
  const fixable = found.map(({ diagnostic }) => diagnostic).filter(({ fixes }) => fixes?.length);
  const offers = [...matchFindings(entries, fixable)].flatMap(([entry, same]): Offer[] =>
    same.map((diagnostic) => ({ entry, fixes: offeredFixes(diagnostic) })),
  );
  return offerCandidates('rustc', offers, files);
}
