import { afterEach, describe, expect, it } from 'vitest';
import { writeSarif } from '@hone/core';
import { findingsOf, hasCargo, warnSkipped, Workspace } from './run-engine.js';

warnSkipped('feature unification');
let workspace: Workspace;
afterEach(() => workspace.remove());

/**
 * `shouting` switches on a feature of `text` that `quiet` does without. Checked in one call of cargo, `quiet` would get
 * it too, and compile only for that reason; and `text` would be checked with it.
 */
describe.skipIf(!hasCargo)('two members that unify', () => {
  const roots = ['quiet', 'shouting', 'text'];

  it('are reported alone as together', async () => {
    workspace = new Workspace('unification');
    const together = await workspace.check(roots);
    for (const root of roots) {
      const alone = await workspace.check([root]);
      expect(writeSarif(together[root]!.report)).toBe(writeSarif(alone[root]!.report));
    }
  });

  it('have the findings of the features that each asks for', async () => {
    workspace = new Workspace('unification');
    const outcomes = await workspace.check(roots);
    expect(findingsOf(outcomes['quiet'])).toEqual([expect.stringMatching(/^error E0425 quiet\/src\/lib\.rs:3 /)]);
    expect(findingsOf(outcomes['shouting'])).toEqual([]);
    expect(findingsOf(outcomes['text'])).toEqual([]);
  });

  it('go by the features in the options', async () => {
    workspace = new Workspace('unification');
    const outcomes = await workspace.check(roots, { quiet: {}, shouting: {}, text: { features: ['loud'] } });
    expect(findingsOf(outcomes['text'])).toEqual([
      expect.stringMatching(/^warning unused_variables text\/src\/lib\.rs:8 /),
    ]);
    expect(findingsOf(outcomes['quiet'])).toHaveLength(1);
  });
});
