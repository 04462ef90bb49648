import { compareDiagnostics, errorMessage } from '@hone/core/diagnostics';
import type { LazyFixer } from '../fixers/index.js';
import type { FixContext, LogEntry } from '../types.js';
import type { Proposed } from './order.js';

/** What the fixers said. */
export interface Answers {
  proposed: Proposed[];
  /** Which fixers were asked for an entry. */
  asked: ReadonlyMap<LogEntry, readonly string[]>;
  /** Sentences on fixers that failed. */
  problems: string[];
}

/**
 * Asks each fixer once, for all entries that the routes give it. One that fails proposes nothing.
 *
 * @param routeOf ids of fixers for an entry, the preferred first
 * @param wants whether candidates of a fixer are wanted; of the rules, some are
 */
export async function askFixers(
  entries: readonly LogEntry[],
  context: FixContext,
  fixers: readonly LazyFixer[],
  routeOf: (entry: LogEntry) => readonly string[],
  wants: (fixer: string) => boolean = () => true,
): Promise<Answers> {
  const sorted = [...entries].sort((a, b) => compareDiagnostics(a.diagnostic, b.diagnostic));
  const known = new Set(fixers.map(({ id }) => id));
  const asked = new Map(sorted.map((entry) => [entry, routeOf(entry).filter((id) => known.has(id))]));
  const problems: string[] = [];
  const proposals = await Promise.all(
    fixers.map(async ({ id, load }): Promise<Proposed[]> => {
      const own = sorted.filter((entry) => asked.get(entry)!.includes(id));
      if (own.length === 0 || !(id === 'rules' || wants(id))) return [];
      try {
        const candidates = await (await load()).propose(own, context);
        return candidates
          .filter(({ answers }) => answers.length > 0)
          .map((candidate) => ({ candidate, rank: asked.get(candidate.answers[0]!)?.indexOf(id) ?? 0 }));
      } catch (error) {
        context.signal.throwIfAborted();
        problems.push(`The fixer ${id} failed and proposed nothing: ${errorMessage(error)}`);
        return [];
      }
    }),
  );
  return { proposed: proposals.flat(), asked, problems: problems.sort() };
}
