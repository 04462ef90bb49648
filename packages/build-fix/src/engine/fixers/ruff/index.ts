import { HoneError } from '@hone/core/diagnostics';
import { findTool } from '@hone/core/process';
import type { Fixer, LogEntry } from '../../types.js';
import { matchFindings, type Offer, offerCandidates, offeredFixes } from '../suggestions/index.js';
import { askRuff } from './ask-ruff.js';

/**
 * Ruff's fixes for findings whose log is text for people: the project's ruff is asked once more, with JSON, for the files
 * that are named. What JSON and SARIF say is whole, so nothing is asked again for those.
 */
export const ruffFixer: Fixer = {
  id: 'ruff',
  async propose(entries, context) {
    const wanted = entries.filter(isFromText);
    if (wanted.length === 0) return [];
    const { workspaceRoot, project, files, signal } = context;
    const ruff = findTool('ruff', { workspaceRoot, projectRoot: project.root })?.path;
    if (ruff === undefined) {
      throw new HoneError(
        'There is no ruff in a virtual environment or on PATH to ask for the fixes of its findings.',
        {
          hint: 'Install it (`uv add --dev ruff`), or run `python-validate`, whose report brings the fixes along.',
        },
      );
    }
    const found = await askRuff(ruff, wanted, { workspaceRoot, files, signal });
    const fixable = found.map(({ diagnostic }) => diagnostic).filter(({ fixes }) => fixes?.length);
    const offers = [...matchFindings(wanted, fixable)].flatMap(([entry, same]): Offer[] =>
      same
        .filter(({ ruleId }) => ruleId === entry.diagnostic.ruleId)
        .map((diagnostic) => ({ entry, fixes: offeredFixes(diagnostic) })),
    );
    return offerCandidates('ruff', offers, files);
  },
};

/** Findings of a rule; a file that does not parse or is not formatted has none. */
function isFromText({ format, diagnostic: { ruleId, fixes, location } }: LogEntry): boolean {
  return !/^sarif|json/.test(format) && !fixes?.length && location?.region !== undefined && /^[A-Z]+\d+$/.test(ruleId);
}
