import { describe, expect, it } from 'vitest';
import { applyPlannedFixes } from './apply-fixes.js';
import type { PlanResult } from './plan.js';
import { entry, workspace } from './fixtures/fakes.js';

const a = 'one\ntwo\nthree\n';
const files = { 'app/a.ts': a, 'lib/b.ts': 'lib\n', 'other/c.ts': 'other\n' };
const { replace, plan } = workspace(files);
const one = entry('app/a.ts', 1, 'E1');
const two = entry('app/a.ts', 2, 'E2');

/** What the plan makes of a text. */
const applied = ({ plan: { fixes } }: PlanResult, file = 'app/a.ts', texts: Record<string, string> = files) =>
  applyPlannedFixes(fixes, (name) => texts[name]).find(({ path }) => path === file)?.after;
const reasons = ({ plan: { left } }: PlanResult) =>
  left.map(({ diagnostic, reason }) => `${diagnostic.ruleId} ${reason}`);

describe('planFixes', () => {
  it('merges the edits of a file and says what each answers', async () => {
    const result = await plan(
      [two, one],
      [replace([two], 'app/a.ts', 'two', '2'), replace([one], 'app/a.ts', 'one', '1')],
    );
    expect(applied(result)).toBe('1\n2\nthree\n');
    expect(result.plan.fixes.map(({ pass, answers }) => [pass, answers[0]?.fingerprint])).toEqual([
      [1, 'E1'],
      [1, 'E2'],
    ]);
    expect(Object.keys(result.plan.base)).toEqual(['app/a.ts']);
    expect(result.plan.left).toEqual([]);
  });

  it('gives the same plan whatever the order of the log', async () => {
    const candidates = [replace([two], 'app/a.ts', 'two', '2'), replace([one], 'app/a.ts', 'one', '1')];
    const [forth, back] = [await plan([one, two], candidates), await plan([two, one], [...candidates].reverse())];
    expect(JSON.stringify(forth.plan)).toBe(JSON.stringify(back.plan));
  });

  it('prefers the safe, then what was kept before, and leaves the other with the reason', async () => {
    const wide = replace([one], 'app/a.ts', 'one\ntwo', 'x', 'unsafe');
    const narrow = replace([two], 'app/a.ts', 'two', '2');
    const result = await plan([one, two], [wide, narrow], { unsafe: true });
    expect(applied(result)).toBe('one\n2\nthree\n');
    expect(reasons(result)).toEqual(['E1 conflict']);
    expect(result.plan.left[0]?.explanation).toContain('stands in the way of "two to 2"');

    const safe = { ...wide, applicability: 'safe' as const, fixer: 'good' };
    const learned = (_: string, fixer: string) => (fixer === 'good' ? { tried: 9, kept: 9 } : { tried: 9, kept: 1 });
    expect(applied(await plan([one, two], [narrow, safe], { learned }))).toBe('x\nthree\n');
  });

  it('prefers the error to the warning, and the small edit to one around it, which comes in the next run', async () => {
    const texts = { 'app/a.py': 'import json\nimport os\n' };
    const { replace, plan } = workspace(texts);
    const [sort, remove] = [entry('app/a.py', 1, 'I001'), entry('app/a.py', 2, 'F401')];
    const sorted = replace([sort], 'app/a.py', 'import json\nimport os\n', 'import os\nimport json\n');
    const removed = replace([remove], 'app/a.py', 'import os\n', '');
    const result = await plan([sort, remove], [sorted, removed]);
    expect(applied(result, 'app/a.py', texts)).toBe('import json\n');
    expect(reasons(result)).toEqual(['I001 conflict']);

    remove.diagnostic.level = 'warning';
    expect(reasons(await plan([sort, remove], [sorted, removed]))).toEqual(['F401 conflict']);
  });

  it('keeps of a large edit the lines that it changes, where these are apart from the small one', async () => {
    const before = 'import a\nimport os\nimport c\nimport b\n';
    const texts = { 'app/a.py': before };
    const { replace, plan } = workspace(texts);
    const [sort, remove] = [entry('app/a.py', 1, 'I001'), entry('app/a.py', 2, 'F401')];
    const after = 'import a\nimport os\nimport b\nimport c\n';
    const apart = replace([remove], 'app/a.py', 'os', 'x');
    const both = await plan([sort, remove], [replace([sort], 'app/a.py', before, after), apart]);
    expect(applied(both, 'app/a.py', texts)).toBe('import a\nimport x\nimport b\nimport c\n');
    const touching = replace([remove], 'app/a.py', 'import os\n', '');
    const one = await plan([sort, remove], [replace([sort], 'app/a.py', before, after), touching]);
    expect(reasons(one)).toEqual(['I001 conflict']);
  });

  it('joins what changes the same, and takes one of several answers to one entry', async () => {
    const result = await plan(
      [one, two],
      [
        replace([one], 'app/a.ts', 'one', '1'),
        replace([two], 'app/a.ts', 'one', '1'),
        replace([one], 'app/a.ts', 'three', '3'),
      ],
    );
    expect(result.plan.fixes).toHaveLength(1);
    expect(result.plan.fixes[0]?.answers).toHaveLength(2);
  });

  it('puts insertions at one place behind each other, lines in one pass and others in passes', async () => {
    const lines = [replace([one], 'app/a.ts', '', 'import a\n'), replace([two], 'app/a.ts', '', 'import b\n')];
    const inLines = await plan([one, two], lines);
    expect(applied(inLines)).toBe(`import a\nimport b\n${a}`);
    expect(inLines.plan.fixes.map(({ pass }) => pass)).toEqual([1, 1]);

    const words = [replace([one], 'app/a.ts', '', 'a'), replace([two], 'app/a.ts', '', 'b')];
    const inWords = await plan([one, two], words);
    expect(applied(inWords)).toBe(`ab${a}`);
    expect(inWords.plan.fixes.map(({ pass }) => pass)).toEqual([1, 2]);
    expect(reasons(await plan([one, two], words, { maxPasses: 1 }))).toEqual(['E2 conflict']);
  });

  it('takes one of two that rewrite the same, and put their own into it', async () => {
    // `import type { one }` becomes `import { A, type one }`: together they would say `type` twice.
    const rewrites = [
      { answers: [one], name: 'A, ' },
      { answers: [two], name: 'B, ' },
    ].map(({ answers, name }) => {
      const candidate = replace(answers, 'app/a.ts', 'one', 'type one');
      return { ...candidate, changes: [...candidate.changes, ...replace(answers, 'app/a.ts', '', name).changes] };
    });
    const result = await plan([one, two], rewrites);
    expect(applied(result)).toBe(`A, type ${a}`);
    expect(reasons(result)).toEqual(['E2 conflict']);
  });

  it('any choice of its fixes can be applied', async () => {
    const shared = replace([one], 'app/a.ts', '', 'import a\n').changes;
    const candidates = [replace([one], 'app/a.ts', 'one', 'a.one'), replace([two], 'app/a.ts', 'two', 'a.two')].map(
      (candidate) => ({ ...candidate, changes: [...shared, ...candidate.changes] }),
    );
    const result = await plan([one, two], candidates);
    expect(applied(result)).toBe('import a\na.one\na.two\nthree\n');
    const [, second] = result.plan.fixes;
    expect(applyPlannedFixes([second!], () => a)[0]?.after).toBe('import a\none\na.two\nthree\n');
  });

  it('keeps what is unsafe apart, unless it is wanted or has proved itself', async () => {
    const candidates = [replace([one], 'app/a.ts', 'one', '1', 'unsafe')];
    const asked = await plan([one], candidates);
    expect(reasons(asked)).toEqual(['E1 needs-unsafe']);
    expect(asked.plan.offered).toHaveLength(1);
    expect(asked.plan.base).toHaveProperty('app/a.ts');
    expect((await plan([one], candidates, { unsafe: true })).plan.fixes).toHaveLength(1);
    const held = (kept: number) => ({ learned: () => ({ tried: 40, kept }) });
    expect((await plan([one], candidates, held(40))).plan.fixes).toHaveLength(1);
    expect((await plan([one], candidates, held(39))).plan.fixes).toHaveLength(0);
  });

  it('says why each of the rest is left', async () => {
    const beyond = entry('app/a.ts', 9, 'E9');
    const gone = entry('app/gone.ts', 1, 'E3');
    const result = await plan(
      [one, two, beyond, gone],
      [
        { ...replace([one], 'app/a.ts', 'one', '1'), applicability: 'manual' },
        { ...replace([gone], 'app/a.ts', 'one', '1'), changes: [{ kind: 'delete', file: 'app/gone.ts' }] },
      ],
    );
    expect(reasons(result).sort()).toEqual(['E1 manual', 'E2 no-candidate', 'E3 file-missing', 'E9 out-of-range']);
    expect(reasons(await plan([one], [], { routeOf: () => [] }))).toEqual(['E1 no-fixer']);
  });

  it('changes no file of another project, outside the workspace, excluded, generated or ignored', async () => {
    const texts = { ...files, 'app/gen.ts': '// @generated\nx\n', 'app/dist/d.js': 'x\n', 'app/log.txt': 'x\n' };
    const here = workspace(texts);
    const reasonFor = async (file: string, options = {}): Promise<string | undefined> => {
      const change = { kind: 'create' as const, file, text: '' };
      const candidate =
        file in texts
          ? here.replace([one], file, '', 'y')
          : { ...here.replace([one], 'app/a.ts', '', ''), changes: [change] };
      return reasons(await here.plan([one], [candidate], options))[0];
    };
    expect(await reasonFor('other/c.ts')).toBe('E1 excluded');
    expect(await reasonFor('lib/b.ts')).toBeUndefined();
    expect(await reasonFor('lib/b.ts', { exclude: ['lib/*.ts'] })).toBe('E1 excluded');
    for (const file of ['../x', '/etc/x', 'app/../x', 'C:/x', 'app\\x', 'app/gen.ts', 'app/dist/d.js']) {
      expect([file, await reasonFor(file)]).toEqual([file, 'E1 protected-file']);
    }
    const ignoredOf = () => Promise.resolve(new Set(['app/log.txt']));
    expect(await reasonFor('app/log.txt', { ignoredOf })).toBe('E1 protected-file');
  });

  it('looks only at the findings that it is asked for', async () => {
    const candidates = [replace([one], 'app/a.ts', 'one', '1')];
    expect(reasons(await plan([one], candidates, { include: ['app/src/'] }))).toEqual(['E1 excluded']);
    expect(reasons(await plan([one], candidates, { include: ['app'] }))).toEqual([]);
    expect(reasons(await plan([one], candidates, { onlyFiles: new Set() }))).toEqual(['E1 excluded']);
    expect(await plan([entry('other/c.ts')], [])).toMatchObject({ foreign: 1, plan: { left: [] } });
  });

  it('goes on without a fixer that fails', async () => {
    const result = await plan([one], [], { fixers: [{ id: 'fake', load: () => Promise.reject(new Error('no')) }] });
    expect(result.problems).toEqual(['The fixer fake failed and proposed nothing: no']);
    expect(reasons(result)).toEqual(['E1 no-candidate']);
  });
});
