import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Candidate, FixContext, Fixer, LogEntry } from '../types.js';
import { openCandidateCache, withCache } from './candidate-cache.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'build-fix-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('does not work on the same file and diagnostics twice', async () => {
  const asked: string[] = [];
  const propose = (texts: Record<string, string>, entries: readonly LogEntry[], version = '1') => {
    const cache = openCandidateCache(folder);
    return withCache(counting(asked), { cache, version }).propose(entries, contextOf(texts)).finally(cache.close);
  };
  const texts = { 'a.py': 'a', 'b.py': 'b' };
  const entries = [entry('a.py', 'x'), entry('b.py', 'y'), entry('a.py', 'z')];
  const first = await propose(texts, entries);
  expect(asked).toEqual(['a.py x', 'a.py z', 'b.py y']);
  const second = await propose(texts, entries);
  expect(asked).toHaveLength(3);
  expect(second).toEqual(first);
  expect(second[0]?.answers[0]).toBe(entries[0]);

  const third = await propose({ ...texts, 'a.py': 'changed' }, entries);
  expect(asked.slice(3)).toEqual(['a.py x', 'a.py z']);
  expect(third).toEqual(first);
  await propose(texts, entries, '2');
  expect(asked).toHaveLength(8);
});

it('keeps that there is nothing to propose, and no candidate over several files', async () => {
  const cache = openCandidateCache(folder);
  let asked = 0;
  const wide = (entries: readonly LogEntry[]): Candidate[] => [{ ...candidateFor(entries[0]!), answers: entries }];
  const fixer = (give: (entries: readonly LogEntry[]) => Candidate[]): Fixer => ({
    id: 'test',
    propose: (entries) => {
      asked++;
      return Promise.resolve(give(entries));
    },
  });
  const context = contextOf({ 'a.py': 'a', 'b.py': 'b' });
  const entries = [entry('a.py', 'x'), entry('b.py', 'y')];
  for (let round = 0; round < 2; round++) {
    await withCache(
      fixer(() => []),
      { cache, version: 'none' },
    ).propose(entries, context);
  }
  expect(asked).toBe(1);
  for (let round = 0; round < 2; round++) {
    expect(await withCache(fixer(wide), { cache, version: 'wide' }).propose(entries, context)).toHaveLength(1);
  }
  expect(asked).toBe(3);
  cache.close();
});

it('is bounded, and lets go first what was not used for longest', () => {
  const cache = openCandidateCache(folder, { limit: 10_000 });
  for (let index = 0; index < 30; index++) cache.put(`key${index}`, 'x'.repeat(1000));
  expect(cache.get('key0')).toBeUndefined();
  expect(cache.get('key29')).toHaveLength(1000);
  cache.put('huge', 'x'.repeat(9000));
  expect(cache.get('huge')).toBeUndefined();
  cache.close();
});

it('is a miss when it is damaged, and made anew', () => {
  writeFileSync(path.join(folder, 'candidates.db'), 'garbage'.repeat(1000));
  const problems: string[] = [];
  const cache = openCandidateCache(folder, { tell: (problem) => problems.push(problem) });
  cache.put('key', 'value');
  expect(cache.get('key')).toBe('value');
  cache.close();
  expect(cache.get('key')).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(readFileSync(path.join(folder, 'candidates.db.damaged'), 'utf8')).toContain('garbage');
});

function counting(asked: string[]): Fixer {
  return {
    id: 'test',
    propose(entries) {
      for (const { diagnostic } of entries) asked.push(`${diagnostic.location?.file} ${diagnostic.message}`);
      return Promise.resolve(entries.map(candidateFor));
    },
  };
}

function candidateFor(answered: LogEntry): Candidate {
  const { message } = answered.diagnostic;
  return { fixer: 'test', description: message, applicability: 'safe', answers: [answered], changes: [] };
}

function entry(file: string, message: string): LogEntry {
  return {
    diagnostic: { tool: 't', ruleId: 'r', level: 'error', message, location: { file } },
    format: 't',
    logLine: 1,
  };
}

function contextOf(texts: Record<string, string>): FixContext {
  const files = { read: (file: string) => texts[file], exists: (file: string) => file in texts, list: () => [] };
  const project = { name: 'p', root: '.' };
  return {
    workspaceRoot: '/',
    files,
    project,
    projects: [project],
    unsafe: false,
    signal: new AbortController().signal,
  };
}
