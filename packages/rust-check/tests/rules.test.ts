import { afterEach, describe, expect, it } from 'vitest';
import { ruleAreas } from '../src/engine/rules/index.js';
import { hasCargo, warnSkipped, Workspace } from './run-engine.js';

warnSkipped('the examples of the rules');
const rules = ruleAreas.flatMap(({ rules: list }) => list);
let workspace: Workspace | undefined;
afterEach(() => workspace?.remove());

async function findings(id: string, files: Readonly<Record<string, string>>, options: object = {}): Promise<string[]> {
  workspace = new Workspace(files);
  const { app } = await workspace.check(['app'], { steps: id.includes('rustfmt') ? ['fmt'] : ['check'], ...options });
  return app!.report.diagnostics.map(({ ruleId }) => ruleId);
}

describe.skipIf(!hasCargo)('the example of', () => {
  const withExample = rules.filter(({ bad }) => Object.keys(bad).length > 0);
  it.each(withExample.map((rule) => [rule.id, rule] as const))('%s', async (id, { bad, good, options }) => {
    expect(await findings(id, bad, options)).toEqual([id]);
    workspace?.remove();
    if (Object.keys(good).length > 0) expect(await findings(id, good, options)).toEqual([]);
  });
});

it('gives every rule an id of its own in the area of Rust', () => {
  const ids = rules.map(({ id }) => id);
  expect(ids.filter((id) => !/^rust\/[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
