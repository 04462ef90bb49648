import { applyTextEdits } from '@hone/core/edits';
import { expect, it } from 'vitest';
import { withExample } from './fixtures/example-project.js';
import { checkMetadata } from './index.js';

const check = (pyproject: string, root = '.') =>
  withExample(
    { 'pyproject.toml': pyproject },
    async (project) => (await checkMetadata([project], new AbortController().signal)).get(project)!.diagnostics,
    root,
  );

it('points at the value, with columns in UTF-16 units', async () => {
  const text = '[project]\nname = "x"\nversion = "1"\nauthors = [{name = "Zoë 🐍", email = "none"}]\n';
  const [found] = await check(text, 'libs/x y');
  expect(found?.location).toEqual({
    file: 'libs/x y/pyproject.toml',
    region: { start: { line: 4, column: 38 }, end: { line: 4, column: 44 } },
  });
  expect(text.split('\n')[3]!.slice(37, 43)).toBe('"none"');
});

it('points at the nearest table when the key is missing', async () => {
  const [found] = await check('# a project\n[project]\nversion = "1"\n');
  expect(found?.ruleId).toBe('python/name-invalid');
  expect(found?.location?.region?.start).toEqual({ line: 2, column: 2 });
});

it('takes an element out of an array and leaves the rest as it is', async () => {
  const text =
    '[project]\nname = "x"\nversion = "1"\nkeywords = [\n  "a", # first\n  "b",\n  "b",\n  "c",\n]\ndependencies = ["h11", "H11"]\n';
  const fixes = (await check(text)).flatMap(({ fixes = [] }) => fixes);
  expect(fixes.map(({ applicability }) => applicability)).toEqual(['safe', 'safe']);
  expect(
    applyTextEdits(
      text,
      fixes.flatMap(({ edits }) => edits),
    ),
  ).toBe(
    '[project]\nname = "x"\nversion = "1"\nkeywords = [\n  "a", # first\n  "b",\n  "c",\n]\ndependencies = ["h11"]\n',
  );
});

it('offers no removal that would take a comment with it', async () => {
  const text = '[project]\nname = "x"\nversion = "1"\nkeywords = [\n  "b",\n  "b", # the second\n  "c",\n]\n';
  const [found] = await check(text);
  expect(found?.ruleId).toBe('python/entry-repeated');
  expect(found?.fixes).toBeUndefined();
});

it('says where broken TOML is broken, and nothing else', async () => {
  const found = await check('[project]\nname = "x"\nversion = \n');
  expect(found.map(({ ruleId, location }) => [ruleId, location?.region?.start.line])).toEqual([
    ['python/toml-invalid', 3],
  ]);
});
