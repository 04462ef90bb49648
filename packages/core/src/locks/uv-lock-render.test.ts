import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { needsAbsentExtra } from './conflict-markers.js';
import { createSlicer } from './slice.js';
import { namesOf, planUvContext } from './uv-context.js';
import { renderUvLock, splitUvLock } from './uv-lock-render.js';
import { parseUvLock } from './uv-lock.js';

const text = readFileSync(new URL('fixtures/uv-workspace/uv.lock', import.meta.url), 'utf8');

function cut(source: string, root: string, others: string[] = [], reducedRoot = true): string {
  const lock = parseUvLock(source, 'uv.lock');
  const plan = planUvContext(
    lock,
    createSlicer(lock).find,
    { root },
    others.map((other) => ({ root: other })),
  );
  return renderUvLock(splitUvLock(source, lock)!, lock, plan, { reducedRoot });
}

const namesIn = (source: string): string[] => [...source.matchAll(/^name = "(.*)"$/gm)].map(([, name]) => name!);

describe('the text of a cut uv.lock', () => {
  it('holds the closure in lines of uv itself', () => {
    const lock = cut(text, 'packages/app');
    expect(namesIn(lock)).toEqual(
      createSlicer(parseUvLock(text, 'uv.lock'))
        .slice({ root: 'packages/app' })
        .packages.map(({ name }) => name),
    );
    for (const line of lock.split('\n')) expect(text.split('\n')).toContain(line);
    expect(lock).toContain('members = [\n    "app",\n    "lib-a",\n    "lib-b",\n]');
  });

  it('is read back as what it is', () => {
    const lock = parseUvLock(cut(text, 'packages/lib-b'), 'uv.lock');
    expect(lock.problems).toBeUndefined();
    expect(createSlicer(lock).slice({ root: 'packages/lib-b' })).toEqual(
      createSlicer(parseUvLock(text, 'uv.lock')).slice({ root: 'packages/lib-b' }),
    );
  });

  it('keeps groups of the project alone, and extras that are asked for', () => {
    expect(cut(text, 'packages/app')).toContain('[package.dev-dependencies]\ndev = [\n    { name = "iniconfig" },');
    expect(namesIn(cut(text, 'packages/lib-b', ['packages/app']))).not.toContain('iniconfig');
    expect(namesIn(cut(text, 'packages/app'))).not.toContain('pluggy');
  });

  it('forgets the forks and versions of what is there once', () => {
    expect(cut(text, 'packages/lib-b')).toMatch(/name = "click", version = .*marker/);
    expect(cut(text, 'packages/lib-b')).toMatch(/^resolution-markers/m);
    // Without the other click, nothing is forked any more.
    const single = text.replace(/\[\[package\]\]\nname = "click"\nversion = "8.0.4"[^]*?(?=\[\[package\]\])/, '');
    const lock = cut(single, 'packages/lib-b');
    expect(lock).toMatch(/\{ name = "click", marker/);
    expect(lock).not.toContain('resolution-markers');
  });

  it('is the whole text for a project that the lock does not know', () => {
    const lock = parseUvLock(text, 'uv.lock');
    const plan = planUvContext(lock, () => undefined, { root: 'elsewhere' });
    expect(namesOf(plan)).toEqual(new Set(lock.packages.map(({ name }) => name)));
  });

  it('has one shape whatever the line ends are', () => {
    expect(cut(text.replace(/\n/g, '\r\n'), 'packages/app')).toBe(cut(text, 'packages/app'));
  });

  it('leaves a text in another layout alone', () => {
    const odd = text.replace('[[package]]\n', '[[ package ]]\n');
    expect(splitUvLock(odd, parseUvLock(odd, 'uv.lock'))).toBeUndefined();
    expect(splitUvLock('[[package', parseUvLock('[[package', 'uv.lock'))).toBeUndefined();
  });
});

describe('the head of a cut uv.lock', () => {
  const head = [
    'version = 1',
    'requires-python = ">=3.11"',
    'conflicts = [[',
    '    { package = "app", extra = "x" },',
    '    { package = "gone", extra = "y" },',
    '], [',
    '    { package = "app", extra = "x" },',
    '    { package = "lib", extra = "z" },',
    '    { package = "gone", group = "w" },',
    ']]',
    '',
    '[options]',
    'exclude-newer = "2026-01-01T00:00:00Z"',
    '',
    '[manifest]',
    'members = [',
    '    "app",',
    '    "gone",',
    '    "lib",',
    ']',
    'constraints = [{ name = "gone", specifier = "<2" }]',
    'overrides = [{ name = "gone", specifier = ">=1" }]',
    '',
    '[manifest.dependency-groups]',
    'dev = [{ name = "ruff" }]',
    '',
    '',
  ].join('\n');
  const member = (name: string, rest = ''): string =>
    `[[package]]\nname = "${name}"\nversion = "1"\nsource = { virtual = "${name}" }\n${rest}\n`;
  const source = head + member('app', 'dependencies = [\n    { name = "lib" },\n]\n') + member('gone') + member('lib');

  it('names only what is there', () => {
    expect(cut(source, 'app').split('[[package]]')[0]).toBe(
      [
        'version = 1',
        'requires-python = ">=3.11"',
        'conflicts = [[',
        '    { package = "app", extra = "x" },',
        '    { package = "lib", extra = "z" },',
        ']]',
        '',
        '[options]',
        'exclude-newer = "2026-01-01T00:00:00Z"',
        '',
        '[manifest]',
        'members = [',
        '    "app",',
        '    "lib",',
        ']',
        'overrides = [{ name = "gone", specifier = ">=1" }]',
        '',
        '',
      ].join('\n'),
    );
  });

  it('agrees with a root manifest that is there as it was', () => {
    const kept = cut(source, 'app', [], false);
    expect(kept).toContain('[manifest.dependency-groups]');
    expect(kept).toContain('constraints = [{ name = "gone", specifier = "<2" }]');
    expect(kept).toContain('{ package = "gone", extra = "y" }');
    expect(kept).toContain('members = [\n    "app",\n    "lib",\n]');
    // uv lists no members where the root is the only one.
    expect(cut(source, 'lib', [], false)).not.toContain('members');
  });
});

describe('needsAbsentExtra', () => {
  const present = new Set(['app', 'my-lib']);
  it.each([
    ["extra == 'extra-3-app-cpu'", false],
    ["extra == 'extra-6-my-lib-cpu'", false],
    ["extra == 'extra-4-gone-cpu'", true],
    ["extra == 'group-4-gone-dev' and sys_platform == 'linux'", true],
    ["extra == 'extra-4-gone-cpu' or sys_platform == 'linux'", false],
    ["extra == 'extra-4-gone-cpu' or extra == 'extra-3-app-cpu'", false],
    ["extra != 'extra-4-gone-cpu'", false],
    ["extra == 'cpu'", false],
    ["sys_platform == 'linux'", false],
    ['not a marker with extra', false],
  ])('%s: %s', (marker, expected) => {
    expect(needsAbsentExtra(marker, present)).toBe(expected);
  });
});
