import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepFailures } from '../engine/failures/index.js';
import { writeSarif } from '@hone/core/sarif';
import { openStore, storeFolder } from '../engine/learn/index.js';
import type { FixPlan } from '../engine/types.js';
import { runCli } from './run.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'build-fix-cli-'));
  vi.stubEnv('NX_WORKSPACE_DATA_DIRECTORY', path.join(root, '.data'));
  write('nx.json', '{}');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const LOG = `src/a.ts(1,5): error TS2304: Cannot find name 'foo'.
src/b.ts(2,5): error TS2304: Cannot find name 'bar'.
src/b.ts(3,1): error TS2322: Type 'A' is not assignable to type 'B'.
Found 3 errors.
`;

it('shows the groups of a file and of standard input', async () => {
  write('build.log', LOG);
  const table = [
    '3 entries in 2 groups. Kind of failure: type.',
    '',
    'count  files  level  tool  rule    kind  message',
    '    2      2  error  tsc   TS2304  type  Cannot find name <name>.',
    '    1      1  error  tsc   TS2322  type  Type <name> is not assignable to type <name>.',
  ].join('\n');
  expect(await build(['groups', 'build.log'])).toEqual({ code: 0, out: table, err: '' });
  expect(await build(['groups', '-'], LOG)).toEqual({ code: 0, out: table, err: '' });
  expect((await build(['groups', '-', '--limit', '1'], LOG)).out).toContain('… and 1 more');
  expect((await build(['groups', '-'], 'all is well\n')).out).toMatch(/^No errors in \d lines?/);
});

it('shows what the last run left, where it is kept', async () => {
  expect(await build(['groups'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('keepFailures') });
  const tasks = [
    { id: 'web:build', project: 'web', target: 'build', root: '.', outcome: 'failed' as const, output: LOG },
  ];
  const line = await keepFailures({ workspaceRoot: root, tasks, startedAt: 0, planTarget: 'build-fix' });
  const { out } = await build(['groups']);
  const [counts = '', failed] = out.split('\n');
  expect(counts).toBe('3 errors in 2 groups, 3 may be fixable. Kind of failure: type.');
  expect(line).toContain(counts.split('.')[0]);
  expect(failed).toBe('Failed: web:build');
  expect(JSON.parse((await build(['groups', '--json'])).out)).toMatchObject({ entries: 3, fixable: 3 });
});

const RULES = '.hone/build-fix/rules';
const ruleText = (id: string, after: string): string => `id: ${id}
summary: A name that was given up.
reason: The new one does the same.
match: { tool: python, rule: ImportError, message: cannot import old }
fix:
  applicability: safe
  description: Say new
  steps: [{ replace: { file: '{file}', pattern: old, with: new } }]
examples:
  - files: { a.py: "import old\\n" }
    entries: [{ tool: python, rule: ImportError, message: cannot import old, file: a.py, line: 1 }]
    after: { a.py: "${after}\\n" }
`;

it('checks rules and formats of the workspace by their examples', async () => {
  expect(await build(['check'])).toMatchObject({ code: 0, out: expect.stringContaining('There are no rules') });
  write(`${RULES}/ours.yaml`, ruleText('ours/good', 'import new'));
  expect(await build(['check'])).toEqual({ code: 0, out: '1 rule and 0 formats: 1 example, all hold.', err: '' });

  write(`${RULES}/wrong.yaml`, ruleText('ours/wrong', 'import other'));
  write(`${RULES}/broken.yaml`, ruleText('ours/broken', 'x').replace('applicability: safe', 'applicability: sure'));
  write('.hone/build-fix/formats/ours.yaml', 'id: ours\ntool: ours\n');
  const { code, out, err } = await build(['check']);
  expect([code, out]).toEqual([1, '3 rules and 1 format: 3 problems.']);
  expect(err).toMatch(/--> \.hone\/build-fix\/formats\/ours\.yaml:\d/);
  expect(err).toContain(`--> ${RULES}/broken.yaml:6`);
  expect(err).toContain(
    'example 1: the files are others; - is the example, + the rule:\na.py\n-import other\n+import new',
  );
  expect(err).toContain(`--> ${RULES}/wrong.yaml:10`);
});

it('gives the groups as JSON', async () => {
  const { out } = await build(['groups', '--json', '-'], LOG);
  expect(JSON.parse(out)).toMatchObject({
    entries: 3,
    category: 'type',
    groups: [{ count: 2, files: 2 }, { count: 1 }],
  });
});

it('explains decisions and outcomes', async () => {
  const diagnostic = {
    tool: 'ruff',
    ruleId: 'F401',
    level: 'error' as const,
    message: '`os` imported but unused',
    location: { file: 'api/a.py', region: { start: { line: 3, column: 1 }, end: { line: 3, column: 3 } } },
  };
  const fix = {
    id: 'x',
    pass: 1,
    fixer: 'ruff',
    description: 'Remove it',
    applicability: 'safe' as const,
    changes: [],
  };
  const plan: FixPlan = {
    version: 1,
    project: 'api',
    targets: ['lint'],
    base: {},
    fixes: [{ ...fix, answers: [{ fingerprint: 'aaa', diagnostic }] }],
    left: [
      {
        fingerprint: 'bbb',
        diagnostic: { ...diagnostic, ruleId: 'E9' },
        reason: 'no-fixer',
        explanation: 'Nothing knows it.',
      },
    ],
  };
  write('dist/hone/api/build-fix.json', JSON.stringify(plan));
  const left = { ...diagnostic, hint: 'Kept back (breaks-something): why' };
  write('dist/hone/api/build-fix-apply.sarif', writeSarif({ tools: [], diagnostics: [left] }));
  write('dist/hone/web/build-fix.json', '{');
  learn([true, true, false]);
  const byRule = await build(['explain', 'F401']);
  expect(byRule.code).toBe(0);
  expect(byRule.out).toContain('api/a.py:3: `os` imported but unused (ruff F401, aaa, project api)');
  expect(byRule.out).toContain('planned by ruff (safe): Remove it\n  Kept back (breaks-something): why\n');
  expect(byRule.out).toContain('ruff: kept 2 of 3, surely above 20 % (api 2/3)');
  expect(byRule.err).toContain('dist/hone/web/build-fix.json is left out');
  expect((await build(['explain', 'api/a.py:3'])).out).toContain('left (no-fixer): Nothing knows it.');
  expect((await build(['explain', 'aaa'])).out).toContain('kept 2 of 3');
  expect((await build(['explain', 'nothing'])).code).toBe(1);
});

it('exports and imports what was learned', async () => {
  learn([true]);
  const file = '.hone/build-fix/learned.json';
  expect((await build(['learned', 'export'])).code).toBe(0);
  const first = read(file);
  expect(JSON.parse(first)).toMatchObject({ outcomes: [{ fingerprint: 'aaa', fixer: 'ruff', tried: 1, kept: 1 }] });
  await build(['learned', 'export']);
  expect(read(file)).toBe(first);

  write('other.json', first.replace(/"source":"\w+"/, '"source":"0123"'));
  expect((await build(['learned', 'import', 'other.json', 'other.json'])).out).toContain(
    '1 outcome read from other.json.',
  );
  await build(['learned', 'export', 'both.json']);
  expect((JSON.parse(read('both.json')) as { outcomes: unknown[] }).outcomes).toHaveLength(2);
});

it.each([
  [[], '', 'Usage: build-fix'],
  [['nothing'], 'There is no command nothing.', ''],
  [['groups', 'missing.log'], 'There is no such file.\n  --> missing.log', ''],
  [['groups', '--limit', 'x'], '--limit is no number', ''],
  [['groups', '--jsn'], "Unknown option '--jsn'", ''],
  [['learned', 'steal'], 'There is no `learned steal`', ''],
  [['learned', 'import', 'none.json'], 'There is no such file.', ''],
  [['explain'], 'One thing to explain is needed.', ''],
])('refuses %j', async (args, err, out) => {
  const outcome = await build(args);
  expect(outcome.code).toBe(2);
  expect(outcome.err).toContain(err);
  expect(outcome.out).toContain(out);
});

it('tells how a command is called', async () => {
  expect((await build(['--help'])).out).toContain('groups');
  expect((await build(['groups', '--help'])).out).toContain('Usage: build-fix groups [file|-]');
});

async function build(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(args, {
    cwd: root,
    input: (async function* () {
      yield await Promise.resolve(Buffer.from(input));
    })(),
    print: (text) => out.push(text),
    warn: (text) => err.push(text),
    width: 120,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function learn(outcomes: readonly boolean[]): void {
  const store = openStore(storeFolder(root));
  store.record(outcomes.map((kept) => ({ fingerprint: 'aaa', fixer: 'ruff', project: 'api', kept })));
  store.close();
}

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}

function read(name: string): string {
  return readFileSync(path.join(root, name), 'utf8');
}
