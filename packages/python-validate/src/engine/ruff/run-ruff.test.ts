import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool, runProcess } from '@hone/core/process';
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckResult, ProjectContext } from '../check.js';
import { embeddedVersion, syntaxAndLint } from './index.js';
import { fixture, testProject } from './fixtures/test-project.js';

const signal = new AbortController().signal;
const both = { syntax: true, lint: true };

async function run(project: ProjectContext, wanted = both): Promise<{ syntax: CheckResult; lint: CheckResult }> {
  const result = await syntaxAndLint([project], wanted, signal);
  const none: CheckResult = { diagnostics: [], tools: [] };
  return { syntax: result.syntax?.get(project) ?? none, lint: result.lint?.get(project) ?? none };
}

/** `file:line:column code` of each finding. */
function places({ diagnostics }: CheckResult): string[] {
  return diagnostics.map(({ location, ruleId }) => {
    const start = location?.region?.start;
    return `${location?.file}${start ? `:${start.line}:${start.column}` : ''} ${ruleId}`;
  });
}

describe('embedded', () => {
  it('finds what does not compile, whatever the comments say', async () => {
    const { syntax } = await run(testProject(fixture('plain'), '.', {}, 9));
    expect(places(syntax)).toEqual([
      'app/broken.py:1:7 invalid-syntax',
      'app/broken.py:2:1 invalid-syntax',
      'app/late.py:1:1 invalid-syntax',
      'app/late.py:3:9 F706',
    ]);
  });

  it("lints with ruff's defaults and counts columns in UTF-16 code units", async () => {
    const { lint } = await run(testProject(fixture('plain')));
    expect(places(lint)).toContain('app/main.py:5:24 F821');
    expect(places(lint)).toContain('app/main.py:1:1 I001');
  });

  it('gives fixes with an applicability, and none for imports of an __init__.py', async () => {
    const { lint } = await run(testProject(fixture('plain')));
    const [own, main] = lint.diagnostics.filter(({ ruleId }) => ruleId === 'F401');
    expect(own?.message).toContain('redundant alias');
    expect(own?.fixes).toBeUndefined();
    expect(main?.fixes?.[0]).toMatchObject({ applicability: 'safe', edits: [{ file: 'app/main.py', newText: '' }] });
  });

  it('honours extend, exclude, src and per-file ignores of the nearest configuration', async () => {
    const { lint } = await run(testProject(fixture('hierarchy')));
    expect(places(lint)).toEqual([
      'packages/a/a/__init__.py:1:1 UP035',
      'packages/a/a/__init__.py:1:1 I001',
      'packages/a/a/__init__.py:4:4 UP006',
      'packages/a/a/__init__.py:5:61 E501',
      'packages/b/src/b/__init__.py:3:1 I001',
      'packages/b/src/b/__init__.py:3:8 F401',
      'packages/b/src/b/__init__.py:4:8 F401',
      'packages/b/src/b/__init__.py:5:8 F401',
      'packages/b/src/b/__init__.py:6:8 F401',
      'packages/b/tests/test_it.py:1:1 I001',
    ]);
  });

  it('reports a broken configuration where it is broken, and only for the files that it rules', async () => {
    const workspace = fixture('broken-config');
    const [one, two] = [testProject(workspace, 'one'), testProject(workspace, 'two')];
    const { lint } = await syntaxAndLint([one, two], both, signal);
    expect(places(lint!.get(one)!)).toEqual(['one/ruff.toml:3:1 python/ruff-configuration']);
    expect(places(lint!.get(two)!)).toEqual(['two/app.py:1:8 F401']);
  });
});

const native = findTool('ruff', { workspaceRoot: fixture('plain') });
const nativeVersion = native && (await versionOf(native.path));
const isComparable = nativeVersion === embeddedVersion;
if (!isComparable)
  console.warn(`SKIPPED native ruff: ruff ${embeddedVersion} is missing: there is ${nativeVersion ?? 'none'} on PATH`);

async function versionOf(path: string): Promise<string | undefined> {
  const result = await runProcess({ command: path, args: ['--version'] });
  return result.kind === 'exited' ? /\d+\.\d+\.\d+/.exec(result.stdout)?.[0] : undefined;
}

describe('native', () => {
  it.skipIf(!isComparable).each(['plain', 'hierarchy', 'broken-config'])('agrees with embedded on %s', async (name) => {
    const [theirs, ours] = await Promise.all([
      run(testProject(fixture(name), '.', { engine: 'native' })),
      run(testProject(fixture(name), '.', { engine: 'embedded' })),
    ]);
    expect(ours.lint.diagnostics).toEqual(theirs.lint.diagnostics);
    expect(ours.syntax).toEqual(theirs.syntax);
    expect(theirs.syntax.diagnostics.length + theirs.lint.diagnostics.length).toBeGreaterThan(0);
  });
});

describe.skipIf(process.platform === 'win32')('a ruff that misbehaves', () => {
  const folders: string[] = [];
  afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

  /** A workspace in which one project brings a ruff of its own: a shell script. */
  function workspaceWith(script: string): { bad: ProjectContext; good: ProjectContext } {
    const workspace = mkdtempSync(join(tmpdir(), 'hone-bad-ruff-'));
    folders.push(workspace);
    for (const root of ['bad', 'good']) {
      mkdirSync(join(workspace, root));
      writeFileSync(join(workspace, root, 'app.py'), 'import os\n');
    }
    const bin = join(workspace, 'bad/.venv/bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(workspace, 'bad/.venv/pyvenv.cfg'), '');
    writeFileSync(join(bin, 'ruff'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'ruff'), 0o755);
    return {
      bad: testProject(workspace, 'bad', { engine: 'auto' }),
      good: testProject(workspace, 'good', { engine: 'embedded' }),
    };
  }

  it.each([
    ['has no version', 'exit 3', 'gave no version'],
    ['crashes', '[ "$1" = --version ] && echo ruff 0.17.3 && exit; kill -SEGV $$', 'SIGSEGV'],
    ['prints rubbish', '[ "$1" = --version ] && echo ruff 0.17.3 && exit; echo rubbish', 'no finding: rubbish'],
    ['stops', '[ "$1" = --version ] && echo ruff 0.17.3 && exit; echo no way >&2; exit 2', 'exit code 2: no way'],
  ])('%s: says so for its project only', async (_case, script, message) => {
    const { bad, good } = workspaceWith(script);
    const { lint } = await syntaxAndLint([bad, good], both, signal);
    expect(lint?.get(bad)?.diagnostics).toHaveLength(1);
    expect(lint?.get(bad)?.diagnostics[0]).toMatchObject({
      ruleId: 'python/ruff-failed',
      message: expect.stringContaining(message) as string,
    });
    expect(places(lint!.get(good)!)).toEqual(['good/app.py:1:8 F401']);
  });

  it('a project that asks for a native ruff and has none', async () => {
    const project = testProject(fixture('plain'), '.', { engine: 'native' });
    const path = process.env.PATH;
    process.env.PATH = '';
    try {
      expect((await run(project)).lint.diagnostics[0]?.ruleId).toBe('python/ruff-missing');
    } finally {
      process.env.PATH = path;
    }
  });
});
