import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type LibsqlDatabase from 'libsql';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { mergeRows, parseLearned } from './learned-rows.js';
import { renderExplanation } from './explain.js';
import { openStore, type StoreOptions, type Trial } from './store.js';

const Libsql = createRequire(import.meta.url)('libsql') as typeof LibsqlDatabase;
const base = mkdtempSync(path.join(tmpdir(), 'build-fix-learn-'));
let number = 0;
let folder = '';
let problems: string[] = [];
beforeEach(() => {
  folder = path.join(base, String(++number));
  problems = [];
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const open = (options: StoreOptions = {}) =>
  openStore(folder, { tell: (problem) => problems.push(problem), ...options });
const trials = (kept: number, lost: number, fixer = 'ruff', project = 'api'): Trial[] =>
  [...Array<boolean>(kept).fill(true), ...Array<boolean>(lost).fill(false)].map((each) => {
    return { fingerprint: 'f', fixer, project, kept: each };
  });

it('counts what was tried and kept, over runs and projects', () => {
  const first = open();
  first.record(trials(2, 1));
  first.close();
  const second = open();
  second.record(trials(1, 0, 'ruff', 'web'));
  expect(second.outcomes('f', 'ruff')).toMatchObject({ tried: 4, kept: 3 });
  expect(second.outcomes('f', 'other')).toBeUndefined();
  second.close();
  expect(problems).toEqual([]);
});

it.each(['new', 'damaged'])('loses nothing when several processes write a %s store at once', async (state) => {
  mkdirSync(folder);
  if (state === 'damaged') writeFileSync(path.join(folder, 'learned.db'), 'garbage'.repeat(1000));
  const child = fileURLToPath(new URL('fixtures/record.ts', import.meta.url));
  const codes = await Promise.all(
    ['a', 'b', 'c', 'a'].map(async (project) => {
      const args = ['--import', 'tsx', '--conditions=@hone/source', child, folder, '60', project];
      const running = spawn(process.execPath, args, {
        stdio: ['ignore', 'inherit', state === 'new' ? 'inherit' : 'ignore'],
      });
      return (await once(running, 'exit'))[0] as number;
    }),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  const store = open();
  expect(store.outcomes('f', 'ruff')).toMatchObject({ tried: 240, kept: 180 });
  store.close();
  const aside = state === 'new' ? [] : ['learned.db.damaged'];
  expect(readdirSync(folder).filter((name) => !/^learned\.db(-wal|-shm)?$/.test(name))).toEqual(aside);
});

it('exports the same bytes, and merges in any order and again', () => {
  const [one, two] = [open(), undefined];
  one.record(trials(3, 1));
  const first = one.export();
  expect(one.export()).toBe(first);
  one.record(trials(2, 0));
  const later = one.export();
  one.close();

  folder += '-other';
  const other = two ?? open();
  other.record(trials(0, 5));
  const second = other.export();
  other.close();

  const merged = [
    [first, second, later],
    [later, second],
    [second, later, first, later],
  ].map((texts) => {
    folder += 'x';
    const store = open();
    for (const text of texts) store.import(text, 'learned.json');
    const text = store.export();
    expect(store.outcomes('f', 'ruff')).toMatchObject({ tried: 11, kept: 5 });
    store.close();
    return text;
  });
  expect(new Set(merged).size).toBe(1);
  const [a, b] = [parseLearned(first, ''), parseLearned(second, '')];
  expect(mergeRows(a, b)).toEqual(mergeRows(b, a));
});

it('explains what may be applied unasked', () => {
  const store = open();
  store.record([...trials(40, 0), ...trials(1, 2, 'rule:x', 'web')]);
  const explanation = store.explain('f');
  expect(explanation.fixers.map(({ fixer, unasked }) => [fixer, unasked])).toEqual([
    ['ruff', true],
    ['rule:x', false],
  ]);
  expect(renderExplanation(explanation)).toBe(
    [
      'ruff: kept 40 of 40, surely above 91 % (api 40/40)',
      '  Its unsafe fixes are applied unasked, since 90 % is surpassed.',
      'rule:x: kept 1 of 3, surely above 6 % (web 1/3)',
      '  Its unsafe fixes are applied on request only: 66 more that are kept in a row would surpass 90 %.',
    ].join('\n'),
  );
  expect(renderExplanation(store.explain('g'))).toContain('Nothing was learned of g yet');
  store.close();
});

it('keeps what is learned beside a store that is locked, and takes it in later', () => {
  open().close();
  const lock = new Libsql(path.join(folder, 'learned.db'));
  lock.exec('BEGIN IMMEDIATE');
  const store = open({ timeoutMs: 50 });
  store.record(trials(2, 0));
  store.record(trials(0, 1));
  expect(store.outcomes('f', 'ruff')).toMatchObject({ tried: 3, kept: 2 });
  store.close();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain('is locked');
  lock.exec('ROLLBACK');
  lock.close();
  const next = open();
  expect(next.outcomes('f', 'ruff')).toMatchObject({ tried: 3, kept: 2 });
  next.close();
  expect(readdirSync(folder).filter((name) => name.startsWith('pending'))).toEqual([]);
});

it.each([
  ['no database', () => writeFileSync(path.join(folder, 'learned.db'), 'garbage'.repeat(1000)), 'damaged'],
  ['torn pages', () => overwrite(path.join(folder, 'learned.db'), 4096), 'damaged'],
  ['a newer version', () => sql('PRAGMA user_version = 2'), 'newer'],
  ['tables of something else', () => sql('PRAGMA user_version = 0'), 'damaged'],
])('moves aside %s', (_, spoil, reason) => {
  const before = open();
  before.record(trials(5, 0));
  before.close();
  spoil();
  const store = open();
  expect(store.outcomes('f', 'ruff')).toBeUndefined();
  store.record(trials(1, 0));
  store.close();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`learned.db.${reason}`);
  expect(statSync(path.join(folder, `learned.db.${reason}`)).size).toBeGreaterThan(0);
  const again = open();
  expect(again.outcomes('f', 'ruff')).toMatchObject({ tried: 1 });
  again.close();
  expect(problems).toHaveLength(1);
});

it('goes on without a store where none can be', () => {
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, 'a file, no folder');
  const store = open();
  store.record(trials(1, 0));
  expect(store.outcomes('f', 'ruff')).toMatchObject({ tried: 1, kept: 1 });
  store.close();
  expect(problems.join()).toContain('cannot be used');
});

it.each([
  ['', 'learned.json', 'It is no JSON', undefined],
  ['{\n "version": 1,\n "outcomes": [}\n', 'learned.json', 'It is no JSON', 3],
  ['{\n<<<<<<< ours\n', 'learned.json', 'merge-conflict markers', 2],
  ['[]', 'learned.json', 'no file of learned outcomes', undefined],
  ['{"version": 2, "outcomes": []}', 'learned.json', 'newer version', undefined],
  [
    '{"version": 1, "outcomes": [{"fingerprint": "f", "fixer": "x", "tried": 1, "kept": 2}]}',
    'l',
    'outcomes[0]',
    undefined,
  ],
])('refuses %j', (text, file, message, line) => {
  expect(() => parseLearned(text, file)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message), file, ...(line && { line }) }),
  );
});

function sql(statement: string): void {
  const db = new Libsql(path.join(folder, 'learned.db'));
  db.exec(statement);
  db.close();
}

function overwrite(file: string, from: number): void {
  const handle = openSync(file, 'r+');
  const size = statSync(file).size;
  writeSync(handle, Buffer.alloc(size - from, 0xa5), 0, size - from, from);
  closeSync(handle);
}
