import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testProject } from '../../ruff/fixtures/test-project.js';
import { checkers } from './checkers.js';
import { chooseChecker } from './choose-checker.js';
import { checkTypes } from './index.js';

const workspace = fileURLToPath(new URL('fixtures/app', import.meta.url));
const signal = new AbortController().signal;

describe.each(checkers.map(({ name }) => name))('%s', (typeChecker) => {
  const project = testProject(workspace, '.', { typeChecker }, 11);
  const isThere = chooseChecker(project)?.command !== undefined;
  if (!isThere) console.warn(`SKIPPED ${typeChecker}: ${typeChecker} is missing: install it to run this test`);

  it.skipIf(!isThere)(
    'finds the wrong argument and names its own rule',
    async () => {
      const found = (await checkTypes([project], signal)).get(project);
      expect(found?.diagnostics).toHaveLength(1);
      const [diagnostic] = found?.diagnostics ?? [];
      expect(diagnostic).toMatchObject({
        tool: typeChecker,
        level: 'error',
        location: { file: 'src/app/__init__.py', region: { start: { line: 5 } } },
      });
      expect(diagnostic?.ruleId).toMatch(/arg/i);
      expect(JSON.stringify(found)).not.toContain(workspace);
    },
    60_000,
  );
});

it('says how to install a checker that is missing', async () => {
  const path = process.env.PATH;
  process.env.PATH = '';
  try {
    const project = testProject(workspace, '.', { typeChecker: 'mypy' });
    const found = (await checkTypes([project], signal)).get(project);
    expect(found?.diagnostics).toMatchObject([
      { ruleId: 'python/type-checker-missing', hint: expect.stringContaining('uv add --dev mypy') as string },
    ]);
  } finally {
    process.env.PATH = path;
  }
});
