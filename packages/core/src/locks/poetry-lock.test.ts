import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { poetryContentHash } from './content-hash.js';
import { parsePoetryLock } from './poetry-lock.js';
import { renderLockSlice } from './slice-text.js';
import { sliceLock } from './slice.js';

const fixture = (path: string): string => readFileSync(new URL(`fixtures/poetry/${path}`, import.meta.url), 'utf8');
const text = fixture('app-legacy/poetry.lock');
const lock = parsePoetryLock(text, 'app-legacy/poetry.lock');
const find = (name: string, version?: string) =>
  lock.packages.find((entry) => entry.name === name && (version === undefined || entry.version === version))!;

describe('parsePoetryLock', () => {
  it('reads edges, and those of extras apart', () => {
    expect(find('httpcore').dependencies.map(({ name }) => name)).toEqual(['certifi', 'h11']);
    expect(find('httpcore').extras).toEqual({ http2: [{ name: 'h2', extras: [], marker: 'extra == "http2"' }] });
    expect(find('typing-extensions')).toBeDefined();
    expect(find('po-lib').source).toEqual({ type: 'path', location: 'pkgs/lib' });
  });

  it('reads a lock of poetry 1', () => {
    const old = parsePoetryLock(fixture('app-poetry1/poetry.lock'), 'poetry.lock');
    expect(old.problems).toBeUndefined();
    expect(old.packages.map(({ name, version }) => `${name} ${version}`)).toEqual(
      lock.packages.map(({ name, version }) => `${name} ${version}`),
    );
    expect(old).toMatchObject({ requiresPython: '>=3.10,<4.0', contentHash: lock.contentHash });
  });

  it('leads an edge to the versions that its constraint admits', () => {
    const both = parsePoetryLock(
      `${text}\n[[package]]\nname = "user"\nversion = "1"\noptional = false\nfiles = []\n[package.dependencies]\nclick = "<8.1"\n`.replace(
        /\[extras\][^]*?(?=\[\[package\]\]\nname = "user")/,
        '',
      ),
      'poetry.lock',
    );
    expect(both.packages.find(({ name }) => name === 'user')?.dependencies).toEqual([
      { name: 'click', version: '8.0.4', extras: [] },
    ]);
  });

  it.each([
    ['a hash', (source: string) => source.replace(/sha256:./, 'sha256:z')],
    ['a version', (source: string) => source.replace('version = "1.17.0"', 'version = "1.18.0"')],
    ['a marker', (source: string) => source.replace('markers = "sys_platform', 'markers = "os_name')],
    ['the groups of a package', (source: string) => source.replace('groups = ["dev"]', 'groups = ["main"]')],
    ['a constraint', (source: string) => source.replace('idna = ">=2.8"', 'idna = ">=2.9"')],
    ['the content hash', (source: string) => source.replace(/content-hash = "./, 'content-hash = "z')],
  ])('has another slice after a change of %s', (_, change) => {
    const slice = (source: string) =>
      renderLockSlice(sliceLock(parsePoetryLock(source, 'a/poetry.lock'), { root: 'a' }));
    expect(change(text)).not.toBe(text);
    expect(slice(change(text))).not.toBe(slice(text));
  });

  it.each([
    ['not TOML', '[[package]\n', /not valid TOML/],
    ['of a later format', '[metadata]\nlock-version = "3.0"\n', /unknown format 3.0/],
    ['something else', 'a = 1\n', /no format version/],
  ])('gives a problem for a text that is %s', (_, source, message) => {
    expect(parsePoetryLock(source, 'poetry.lock').problems?.[0]?.message).toMatch(message);
  });
});

describe('poetryContentHash', () => {
  it.each(['app-legacy', 'app-poetry1', 'app-standard'])('holds the hash that poetry wrote for %s', (app) => {
    const { contentHash } = parsePoetryLock(fixture(`${app}/poetry.lock`), 'poetry.lock');
    expect(poetryContentHash(fixture(`${app}/pyproject.toml`))).toContain(contentHash);
  });

  it('holds the hash that poetry 2.0.1 wrote, which left dependency groups out', () => {
    expect(poetryContentHash(fixture('app-standard/pyproject.toml'))).toContain(
      '9c82996ab9cfbb2dbdbba3978e2815834f0de072c24ccb2ede06dfc608861094',
    );
  });

  it('changes with dependencies, and with nothing else', () => {
    const source = fixture('app-legacy/pyproject.toml');
    expect(poetryContentHash(source.replace('version = "0.1.0"', 'version = "0.1.1"'))).toEqual(
      poetryContentHash(source),
    );
    expect(poetryContentHash(source.replace('"~3.0"', '"~3.1"'))).not.toEqual(poetryContentHash(source));
    expect(poetryContentHash('[broken')).toEqual([]);
  });
});
