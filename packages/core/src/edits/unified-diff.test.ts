import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileChange, renderUnifiedDiff } from './unified-diff.js';

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) console.warn('SKIPPED renderUnifiedDiff with git apply: git is missing');

/** Applies the patch with git in a fresh folder that holds the old texts, and gives back what is there then. */
function applyWithGit(changes: readonly FileChange[]): Record<string, string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hone-diff-'));
  try {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'core.autocrlf=false', ...args], { cwd: folder, stdio: 'pipe' });
    git('init', '-q');
    for (const { path: name, before } of changes) {
      if (before === undefined) continue;
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), before);
    }
    fs.writeFileSync(path.join(folder, '.git', 'x.patch'), renderUnifiedDiff(changes));
    git('apply', '--whitespace=nowarn', '.git/x.patch');
    const present = changes.filter(({ path: name }) => fs.existsSync(path.join(folder, name)));
    return Object.fromEntries(
      present.map(({ path: name }) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function expectGitToAgree(changes: readonly FileChange[]): void {
  const wanted = changes.filter(({ after }) => after !== undefined).map(({ path: name, after }) => [name, after]);
  expect(applyWithGit(changes)).toEqual(Object.fromEntries(wanted));
}

const numbered = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('');

describe.skipIf(!hasGit)('renderUnifiedDiff makes a patch that git applies', () => {
  it.each<[string, FileChange]>([
    [
      'a change',
      { path: 'a.py', before: numbered, after: numbered.replace('line 7', 'seven').replace('line 25\n', '') },
    ],
    ['a change at both ends', { path: 'a.py', before: 'a\nb\nc\n', after: 'x\nb\ny\n' }],
    ['a new file', { path: 'sub/new.py', before: undefined, after: 'a\nb\n' }],
    ['a new empty file', { path: 'empty.py', before: undefined, after: '' }],
    ['a deleted file', { path: 'old.py', before: 'a\nb\n', after: undefined }],
    ['a deleted empty file', { path: 'old.py', before: '', after: undefined }],
    ['a file emptied', { path: 'a.py', before: 'a\n', after: '' }],
    ['a file filled', { path: 'a.py', before: '', after: 'a\n' }],
    ['a line end taken away at the end', { path: 'a.py', before: 'a\nb\n', after: 'a\nb' }],
    ['a line end added at the end', { path: 'a.py', before: 'a\nb', after: 'a\nb\n' }],
    ['no line end before and after', { path: 'a.py', before: 'a\nb', after: 'c\nb' }],
    ['no line end, last line changed', { path: 'a.py', before: 'a\nb', after: 'a\nc' }],
    ['CRLF', { path: 'a.py', before: 'a\r\nb\r\nc\r\n', after: 'a\r\nB\r\nc\r\n' }],
    ['CRLF to LF', { path: 'a.py', before: 'a\r\nb\r\n', after: 'a\nb\n' }],
    ['lone CR and other separators', { path: 'a.py', before: 'a\rb\u2028c\f\n', after: 'a\rB\u2028c\f\n' }],
    ['a byte order mark', { path: 'a.py', before: '\uFEFFa\n', after: '\uFEFFb\n' }],
    ['spaces in the path', { path: 'my project/a b.py', before: 'a\n', after: 'b\n' }],
    ['a new file with spaces in its path', { path: 'my project/a b.py', before: undefined, after: 'b\n' }],
    ['a new empty file with spaces in its path', { path: 'my project/a b.py', before: undefined, after: '' }],
    ['a path beyond ASCII', { path: 'größe/漢🐍.py', before: 'a\n', after: 'b\n' }],
    ['quotes and backslashes in the path', { path: 'a"b\\c.py', before: 'a\n', after: 'b\n' }],
    [
      'lines that look like a patch',
      { path: 'a.py', before: '--- a\n+++ b\n@@ -1 +1 @@\n', after: '--- a\n+++ c\n@@ -1 +1 @@\n' },
    ],
  ])('%s', (_name, change) => {
    expectGitToAgree([change]);
  });

  it('several files at once, those without a change left out', () => {
    const changes = [
      { path: 'a.py', before: 'a\n', after: 'b\n' },
      { path: 'b.py', before: undefined, after: 'new\n' },
      { path: 'c.py', before: 'gone\n', after: undefined },
    ];
    expectGitToAgree(changes);
    expect(renderUnifiedDiff([...changes, { path: 'd.py', before: 'x', after: 'x' }])).toBe(renderUnifiedDiff(changes));
  });

  it('a rewrite of a long file', () => {
    const lines = (word: string): string => Array.from({ length: 20_000 }, (_, at) => `${word} ${at}\n`).join('');
    expectGitToAgree([{ path: 'big.py', before: `head\n${lines('old')}`, after: `head\n${lines('new')}no end` }]);
  });
});

it('reads like a diff', () => {
  expect(renderUnifiedDiff([{ path: 'a b.py', before: 'x\ny\n', after: 'x\nz\n' }])).toBe(
    ['diff --git a/a b.py b/a b.py', '--- a/a b.py\t', '+++ b/a b.py\t', '@@ -1,2 +1,2 @@', ' x', '-y', '+z', ''].join(
      '\n',
    ),
  );
  expect(renderUnifiedDiff([{ path: 'a.py', before: 'x', after: 'x' }])).toBe('');
});
