import { applyFixes, type Diagnostic, type Fix } from '@hone/core';

/** What became of a text. */
export interface Repair {
  text: string;
  passes: number;
  /** Fixes that stood in the way of others in the last pass. */
  left: number;
}

/**
 * Applies what `find` proposes until nothing is left to apply.
 *
 * @param find the fixes of a text, in order of preference
 */
export async function repair(text: string, find: (text: string) => Promise<Fix[]>, maxPasses = 10): Promise<Repair> {
  let left = 0;
  for (let passes = 0; passes < maxPasses; passes++) {
    const fixes = await find(text);
    const outcome = applyFixes(text, fixes);
    left = outcome.left.length;
    if (outcome.text === text) return { text, passes, left };
    text = outcome.text;
    // A further pass is only for what stood in the way: new findings in new text are another question.
    if (left === 0) return { text, passes: passes + 1, left };
  }
  return { text, passes: maxPasses, left };
}

/** Of each diagnostic the alternative of that number where it has so many, else its first: as `ui_test` chooses. */
export function alternative(diagnostics: readonly Diagnostic[], number: number): Fix[] {
  return diagnostics.flatMap(({ fixes = [] }) => {
    const withEdits = fixes.filter(({ edits }) => edits.length > 0);
    const chosen = withEdits[number] ?? withEdits[0];
    return chosen ? [chosen] : [];
  });
}
