import type { Fix, TextEdit } from '@hone/core';
import { comparePositions, compareText } from '@hone/core/diagnostics';
import type { Candidate, Change, LogEntry } from '../../types.js';

/** A fix that came from somewhere, as a candidate. */
export function toCandidate(fixer: string, { description, applicability, edits }: Fix, entry: LogEntry): Candidate {
  return {
    fixer,
    description,
    applicability,
    answers: [entry],
    changes: edits.map((edit): Change => ({ kind: 'edit', edit })),
  };
}

const RANK: Record<Candidate['applicability'], number> = { safe: 0, unsafe: 1, manual: 2 };

/**
 * Makes one of candidates that change the same: it answers the entries of all of them, and is trusted as far as the one
 * that trusts it least. Two builds of a crate, or two reports of one tool, tell of one fix twice.
 */
export function joinEqual(candidates: readonly Candidate[]): Candidate[] {
  const joined = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = JSON.stringify([
      candidate.changes.length > 0 ? candidate.changes : candidate.description,
      candidate.commands ?? [],
    ]);
    const known = joined.get(key);
    joined.set(key, known ? join(known, candidate) : candidate);
  }
  return [...joined.values()];
}

function join(a: Candidate, b: Candidate): Candidate {
  const applicability = RANK[a.applicability] >= RANK[b.applicability] ? a.applicability : b.applicability;
  return { ...a, applicability, answers: [...new Set([...a.answers, ...b.answers])] };
}

/** Orders candidates by the place of their first edit; alternatives keep their order. */
export function sortCandidates(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort((a, b) => {
    const [first, second] = [firstEdit(a), firstEdit(b)];
    return (
      compareText(first?.file ?? '', second?.file ?? '') || comparePositions(first?.region.start, second?.region.start)
    );
  });
}

/** The edits among the changes of a candidate. */
export function editsOf({ changes }: Candidate): TextEdit[] {
  return changes.flatMap((change) => (change.kind === 'edit' ? [change.edit] : []));
}

function firstEdit(candidate: Candidate): TextEdit | undefined {
  return editsOf(candidate).sort(
    (a, b) => compareText(a.file, b.file) || comparePositions(a.region.start, b.region.start),
  )[0];
}
