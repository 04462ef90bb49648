import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Change, FixPlan, LogEntry, PlannedFix } from '../types.js';
import { applyPlan } from './apply.js';
import { undoLast } from './journal/undo.js';
import type { ApplyOptions } from './types.js';
import { type ScratchCopy, openCopy } from './workspace/open-copy.js';

// The tool of these tests finds every word BAD, and every word NEW in a file that is not its fix's.
let base: string;
let root: string;
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hone-apply-')));
  root = path.join(base, 'workspace');
});
afterEach(async () => {
  for (const copy of copies.splice(0)) await copy.close();
  fs.rmSync(base, { recursive: true, force: true });
});

const { signal } = new AbortController();
const copies: ScratchCopy[] = [];
async function openScratch(): Promise<ScratchCopy> {
  const copy = await openCopy(root, signal, base);
  copies.push(copy);
  return copy;
}

const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
};
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const fingerprintOf = ({ ruleId }: Diagnostic): string => `word/${ruleId}`;

function find(folder: string): LogEntry[] {
  const files = fs.readdirSync(folder).filter((name) => /^f\d+\.txt$/.test(name));
  return files.sort().flatMap((file) => {
    const lines = fs.readFileSync(path.join(folder, file), 'utf8').split('\n');
    return lines.flatMap((text, at) =>
      (text.match(/BAD|NEW/g) ?? []).map((word, index) => ({
        diagnostic: bad(word, file, at + 1),
        format: 'word',
        logLine: index,
      })),
    );
  });
}

function bad(word: string, file: string, line: number): Diagnostic {
  const start = { line, column: 1 };
  const location = { file, region: { start, end: { line, column: 4 } } };
  return { tool: 'word', ruleId: word, level: 'error', message: `The word ${word}`, location };
}

/** Replaces the first word of a line. */
function fixOf(file: string, line: number, newText: string, more: Change[] = []): PlannedFix {
  const diagnostic = bad('BAD', file, line);
  return {
    id: `${file}:${line}`,
    fixer: 'words',
    description: `Say ${newText}`,
    applicability: 'safe',
    pass: 1,
    answers: [{ fingerprint: fingerprintOf(diagnostic), diagnostic }],
    changes: [{ kind: 'edit', edit: { file, region: diagnostic.location!.region!, newText } }, ...more],
  };
}

function planOf(fixes: PlannedFix[], folder = root): FixPlan {
  const files = fixes.flatMap(({ changes }) =>
    changes.map((change) => (change.kind === 'edit' ? change.edit.file : change.file)),
  );
  const digest = (file: string): string | null => {
    const name = path.join(folder, file);
    return fs.existsSync(name) ? createHash('sha256').update(fs.readFileSync(name)).digest('hex') : null;
  };
  const answered = new Set(fixes.flatMap(({ answers }) => answers.map((a) => JSON.stringify(a.diagnostic.location))));
  const left = find(folder).filter(({ diagnostic }) => !answered.has(JSON.stringify(diagnostic.location)));
  return {
    version: 1,
    project: 'app',
    targets: ['lint'],
    base: Object.fromEntries(files.map((file) => [file, digest(file)])),
    fixes,
    left: left.map(({ diagnostic }) => ({
      fingerprint: fingerprintOf(diagnostic),
      diagnostic,
      reason: 'no-fixer',
      explanation: '',
    })),
  };
}

function apply(plan: FixPlan, more: Partial<ApplyOptions> = {}, check = find) {
  return applyPlan(plan, {
    workspaceRoot: root,
    stateFolder: path.join(base, 'state'),
    fingerprintOf,
    signal,
    async openCopy() {
      const copy = await openScratch();
      return { ...copy, verifier: { check: () => Promise.resolve(check(copy.workspace)) } };
    },
    backOff: () => 1,
    ...more,
  });
}

const hasCargo = spawnSync('cargo', ['--version']).status === 0;
if (!hasCargo) console.warn('SKIPPED commands of fixes: cargo is missing: install it to run these tests.');

const numbers = (count: number): number[] => [...Array(count).keys()];

it('writes what is verified, and takes it back', async () => {
  write('f1.txt', 'BAD one\nBAD two\n');
  const { applied, files, verifications } = await apply(
    planOf([fixOf('f1.txt', 1, 'good'), fixOf('f1.txt', 2, 'fine')]),
  );
  expect({ applied: applied.length, verifications }).toEqual({ applied: 2, verifications: 1 });
  expect(files).toEqual([{ path: 'f1.txt', before: 'BAD one\nBAD two\n', after: 'good one\nfine two\n' }]);
  expect(read('f1.txt')).toBe('good one\nfine two\n');
  await undoLast({ workspaceRoot: root, stateFolder: path.join(base, 'state') });
  expect(read('f1.txt')).toBe('BAD one\nBAD two\n');
});

it('writes nothing in a dry run', async () => {
  write('f1.txt', 'BAD\n');
  const { files } = await apply(planOf([fixOf('f1.txt', 1, 'good')]), { dryRun: true });
  expect(files).toHaveLength(1);
  expect(read('f1.txt')).toBe('BAD\n');
});

it.each([
  ['leads to another finding', 'NEW', 'breaks-something', 2],
  ['does not help', 'BAD!', 'does-not-help', 2],
])('keeps the other 299 fixes when one %s', async (_, word, reason, most) => {
  for (const at of numbers(300)) write(`f${at}.txt`, 'BAD\n');
  const fixes = numbers(300).map((at) => fixOf(`f${at}.txt`, 1, at === 123 ? word : 'good'));
  const told: string[] = [];
  const onOutcome = (fingerprint: string, fixer: string, kept: boolean): void => {
    told.push(`${fingerprint} ${fixer} ${kept}`);
  };
  const { applied, held, verifications } = await apply(planOf(fixes), { onOutcome });
  expect(applied).toHaveLength(299);
  expect(held.map(({ fix, reason: why }) => [fix.id, why])).toEqual([['f123.txt:1', reason]]);
  expect(verifications).toBeLessThanOrEqual(most);
  expect(read('f123.txt')).toBe('BAD\n');
  expect(told.filter((line) => line === 'word/BAD words true')).toHaveLength(299);
  expect(told.filter((line) => line === 'word/BAD words false')).toHaveLength(1);
});

it.each([0, 1, 77, 127])(
  'finds the one that breaks another file (%i of 128) within log n + 2 verifications',
  async (culprit) => {
    for (const at of numbers(128)) write(`f${at}.txt`, 'BAD\n');
    write('f999.txt', 'fine\n');
    const fixes = numbers(128).map((at) => fixOf(`f${at}.txt`, 1, at === culprit ? 'evil' : 'good'));
    const check = (folder: string): LogEntry[] => {
      const isBroken = fs.readFileSync(path.join(folder, `f${culprit}.txt`), 'utf8').startsWith('evil');
      return [
        ...find(folder),
        ...(isBroken ? [{ diagnostic: bad('NEW', 'f999.txt', 1), format: 'word', logLine: 1 }] : []),
      ];
    };
    const { applied, held, verifications } = await apply(planOf(fixes), {}, check);
    expect(applied).toHaveLength(127);
    expect(held).toMatchObject([{ fix: { id: `f${culprit}.txt:1` }, reason: 'breaks-something' }]);
    expect(held[0]?.explanation).toBe('It leads to NEW in f999.txt:1 (The word NEW).');
    expect(verifications).toBeLessThanOrEqual(7 + 2);
  },
);

it('keeps what a fix changes in several files together', async () => {
  write('f1.txt', 'BAD\n');
  write('f2.txt', 'BAD\n');
  const more: Change = {
    kind: 'edit',
    edit: { file: 'f2.txt', region: bad('BAD', 'f2.txt', 1).location!.region!, newText: 'NEW' },
  };
  const fixes = [fixOf('f1.txt', 1, 'good', [more, { kind: 'create', file: 'lib/f3.txt', text: 'x\n' }])];
  const { applied, held } = await apply(planOf(fixes));
  expect([applied.length, held.length]).toEqual([0, 1]);
  expect(fs.existsSync(path.join(root, 'lib'))).toBe(false);
  expect(read('f1.txt')).toBe('BAD\n');
});

it('leaves a file that was changed since the plan was made, and goes on with the rest', async () => {
  write('f1.txt', 'BAD\n');
  write('f2.txt', 'BAD\n');
  const plan = planOf([fixOf('f1.txt', 1, 'good'), fixOf('f2.txt', 1, 'good')]);
  write('f1.txt', 'BAD and more\n');
  const { applied, held } = await apply(plan);
  expect(applied.map(({ fix }) => fix.id)).toEqual(['f2.txt:1']);
  expect(held).toMatchObject([{ reason: 'file-changed', explanation: 'f1.txt was changed since the plan was made.' }]);
});

it('runs the tool without any fix when findings appear that nothing explains', async () => {
  for (const at of numbers(4)) write(`f${at}.txt`, 'BAD\n');
  // The copy lacks what git ignores, and the tool says so.
  const check = (folder: string): LogEntry[] => [
    ...find(folder),
    {
      diagnostic: { tool: 'word', ruleId: 'no-config', level: 'error', message: 'No settings' },
      format: 'word',
      logLine: 1,
    },
  ];
  const { applied, verifications } = await apply(
    planOf(numbers(4).map((at) => fixOf(`f${at}.txt`, 1, 'good'))),
    {},
    check,
  );
  expect({ applied: applied.length, verifications }).toEqual({ applied: 4, verifications: 2 });
});

it('blames no fix for what a task finds that had not run', async () => {
  write('f1.txt', 'BAD one\n');
  const plan = planOf([fixOf('f1.txt', 1, 'good')]);
  write('f2.txt', 'BAD two\n');
  // The task of f2.txt runs when that of f1.txt has passed.
  const check = (folder: string): LogEntry[] => {
    const [first, ...rest] = find(folder);
    if (first?.diagnostic.location?.file === 'f1.txt') return [first];
    return [first!, ...rest].map((entry) => ({ ...entry, task: 'app:test' }));
  };
  const { applied, uncovered, verifications } = await apply({ ...plan, skipped: ['app:test'] }, {}, check);
  expect({ applied: applied.length, verifications }).toEqual({ applied: 1, verifications: 1 });
  expect(uncovered.map(({ diagnostic }) => diagnostic.location?.file)).toEqual(['f2.txt']);
});

it('plans again as long as less is left, and not what was held', async () => {
  write('f1.txt', 'BAD\nBAD\nBAD\n');
  const asked: number[] = [];
  const replan: ApplyOptions['replan'] = (entries, { workspace }) => {
    asked.push(entries.length);
    const { line } = entries[0]!.diagnostic.location!.region!.start;
    return Promise.resolve(planOf([fixOf('f1.txt', line, `good ${line}`)], workspace));
  };
  const { applied, passes, remaining } = await apply(planOf([fixOf('f1.txt', 2, 'good')]), { replan });
  expect(asked).toEqual([2, 1]);
  expect(applied.map(({ fix, pass }) => [fix.id, pass])).toEqual([
    ['f1.txt:2', 1],
    ['f1.txt:1', 2],
    ['f1.txt:3', 3],
  ]);
  expect([passes, remaining]).toEqual([3, []]);
  expect(read('f1.txt')).toBe('good 1\ngood\ngood 3\n');
});

it('applies offered fixes that are allowed', async () => {
  write('f1.txt', 'BAD\nBAD\n');
  const plan = planOf([fixOf('f1.txt', 1, 'good'), fixOf('f1.txt', 2, 'risky')]);
  const offering = { ...plan, fixes: plan.fixes.slice(0, 1), offered: plan.fixes.slice(1) };
  expect((await apply(offering, { dryRun: true })).applied).toHaveLength(1);
  expect((await apply(offering, { allows: ({ description }) => description === 'Say risky' })).applied).toHaveLength(2);
});

it('keeps what was verified when the tool stops answering', async () => {
  for (const at of numbers(8)) write(`f${at}.txt`, 'BAD\n');
  let calls = 0;
  const openBench: ApplyOptions['openCopy'] = async () => {
    const copy = await openScratch();
    const check = (): Promise<LogEntry[]> => {
      if (++calls > 1) throw new Error('Segmentation fault');
      return Promise.resolve(find(copy.workspace));
    };
    return { ...copy, verifier: { check } };
  };
  const plan = planOf(numbers(8).map((at) => fixOf(`f${at}.txt`, 1, at === 3 ? 'NEW' : 'good')));
  const result = await apply(plan, { openCopy: openBench });
  expect(result.applied).toEqual([]);
  expect(result.problem?.message).toBe('The verification could not be run: Segmentation fault');
  expect(result.held.map(({ reason }) => reason)).toEqual(Array(8).fill('not-verified'));
  expect(read('f0.txt')).toBe('BAD\n');
});

it('edits nothing outside the workspace, behind a link, ignored, vendored, generated or read-only', async () => {
  write('f1.txt', 'BAD\n');
  fs.mkdirSync(path.join(base, 'elsewhere'));
  fs.writeFileSync(path.join(base, 'elsewhere/x.txt'), 'BAD\n');
  fs.symlinkSync(path.join(base, 'elsewhere'), path.join(root, 'linked'));
  fs.symlinkSync('f1.txt', path.join(root, 'alias.txt'));
  write('vendor/x.txt', 'BAD\n');
  write('made.go', '// Code generated by x. DO NOT EDIT.\nBAD\n');
  write('fixed.txt', 'BAD\n');
  fs.chmodSync(path.join(root, 'fixed.txt'), 0o444);
  write('ignored.txt', 'BAD\n');
  write('.gitignore', 'ignored.txt\n');
  execFileSync('git', ['init', '-q'], { cwd: root });
  const files = [
    '../elsewhere/x.txt',
    'linked/x.txt',
    'alias.txt',
    'vendor/x.txt',
    'made.go',
    'fixed.txt',
    'ignored.txt',
  ];
  const { applied, held } = await apply(planOf([...files, 'f1.txt'].map((file) => fixOf(file, 1, 'good'))), {
    allowDirty: true,
  });
  expect(applied.map(({ fix }) => fix.id)).toEqual(['f1.txt:1']);
  expect(held.map(({ reason, explanation }) => `${reason}: ${explanation}`)).toEqual([
    'protected-file: ../elsewhere/x.txt stays as it is. Its name does not lie in the workspace.',
    'protected-file: linked/x.txt stays as it is. linked is a symbolic link; build-fix does not follow it.',
    'protected-file: alias.txt stays as it is. It is a symbolic link; build-fix does not follow it.',
    'protected-file: vendor/x.txt stays as it is. The file lies in a folder vendor.',
    'protected-file: made.go stays as it is. The file says that it is generated.',
    'protected-file: fixed.txt stays as it is. It is read-only.',
    'protected-file: ignored.txt stays as it is. Git ignores the file.',
  ]);
  expect(fs.readFileSync(path.join(base, 'elsewhere/x.txt'), 'utf8')).toBe('BAD\n');
});

it('wants a clean git state of the files that it writes, unless told otherwise', async () => {
  write('f1.txt', 'BAD\n');
  write('f2.txt', 'BAD\n');
  write('other.txt', 'x\n');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: root });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'x');
  write('other.txt', 'y\n');
  write('f1.txt', 'BAD indeed\n');
  const plan = planOf([fixOf('f1.txt', 1, 'good'), fixOf('f2.txt', 1, 'good')]);
  const { applied, problem } = await apply(plan);
  expect(applied).toEqual([]);
  expect(problem?.message).toBe('f1.txt: changes that are not committed.');
  expect(read('f2.txt')).toBe('BAD\n');
  expect((await apply(plan, { allowDirty: true })).applied).toHaveLength(2);
});

it('runs only commands of the list, and takes over only what they may change', async () => {
  write('f1.txt', 'BAD\n');
  const fix = fixOf('f1.txt', 1, 'good');
  const plan = planOf([{ ...fix, commands: [{ command: 'sh', args: ['-c', 'touch x'], cwd: '.', changes: [] }] }]);
  const { held } = await apply(plan);
  expect(held).toMatchObject([
    { reason: 'command-refused', explanation: '`sh -c touch x` is none of the commands that a fix may run.' },
  ]);
});

it.skipIf(!hasCargo)('takes over what a command may change, and keeps back a fix whose command fails', async () => {
  write('f1.txt', 'BAD\nBAD\n');
  const manifest = '[package]\nname = "lib"\nversion = "0.1.0"\nedition = "2021"\n';
  write('lib/Cargo.toml', manifest);
  write('lib/src/lib.rs', '');
  write('bad/Cargo.toml', 'no manifest');
  const lock = (cwd: string) => [
    { command: 'cargo', args: ['generate-lockfile'], cwd, changes: [`${cwd}/Cargo.lock`] },
  ];
  const good = { ...fixOf('f1.txt', 1, 'good'), commands: lock('lib') };
  const failing = { ...fixOf('f1.txt', 2, 'good'), commands: lock('bad') };
  const { base: digests, ...plan } = planOf([good, failing]);
  const base = { ...digests, 'lib/Cargo.lock': null, 'bad/Cargo.lock': null };
  const { applied, held, files } = await apply({ ...plan, base });
  expect(applied.map(({ fix }) => fix.id)).toEqual(['f1.txt:1']);
  expect(held[0]?.explanation).toMatch(/^`cargo generate-lockfile` ended with exit code 101: error: .*[^.]\.$/);
  expect(files.map(({ path: file }) => file)).toEqual(['f1.txt', 'lib/Cargo.lock']);
  expect(read('lib/Cargo.lock')).toContain('name = "lib"');
});
