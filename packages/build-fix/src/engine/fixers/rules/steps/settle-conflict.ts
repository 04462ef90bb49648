import { fillTemplate } from '../template.js';
import { NotApplicable } from '../workbench.js';
import type { Step } from './step.js';

const HUNK =
  /^<{7}(?: [^\n]*)?\n([\s\S]*?)(?:^\|{7}[^\n]*\n([\s\S]*?))?^={7}\r?\n([\s\S]*?)^>{7}(?: [^\n]*)?(?:\n|$)/gm;

/**
 * Settles a merge conflict whose outcome is plain: both sides are the same, or one is empty or as the common ancestor
 * that the marks give. @throws NotApplicable when a hunk is left
 */
export const settleConflict: Step = (argument, { variables, bench }) => {
  const file = fillTemplate(String(argument), variables);
  const text = bench.text(file);
  const hunks = [...text.matchAll(HUNK)];
  if (hunks.length === 0) throw new NotApplicable('there are no marks');
  bench.replace(
    file,
    hunks.map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      newText: settle(match[1]!, match[2], match[3]!),
    })),
  );
  if (/^(?:<{7}|>{7})(?: |$)/m.test(bench.text(file))) throw new NotApplicable('marks are left');
};

function settle(ours: string, base: string | undefined, theirs: string): string {
  if (ours.trimEnd() === theirs.trimEnd()) return ours;
  if (base !== undefined) {
    // What one side left as it was, the other side changed.
    if (ours === base) return theirs;
    if (theirs === base) return ours;
  } else {
    if (ours.trim() === '') return theirs;
    if (theirs.trim() === '') return ours;
  }
  throw new NotApplicable('both sides differ');
}
