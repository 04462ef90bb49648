import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePoetryLock } from './poetry-lock.js';
import { parseLockSlice, renderLockSlice } from './slice-text.js';
import { createSlicer, directPackages, sliceLock } from './slice.js';
import { parseUvLock } from './uv-lock.js';

const fixture = (path: string): string => readFileSync(new URL(`fixtures/${path}`, import.meta.url), 'utf8');
const uvText = fixture('uv-workspace/uv.lock');
const sliceText = (text: string, root: string): string =>
  renderLockSlice(sliceLock(parseUvLock(text, 'uv.lock'), { root }));

/** The lock with one `[[package]]` block changed. */
function changePackage(text: string, at: number, change: (block: string) => string): string {
  const blocks = text.split(/(?=^\[\[package\]\]$)/m);
  blocks[at] = change(blocks[at]!);
  return blocks.join('');
}

const blocks = uvText.split(/(?=^\[\[package\]\]$)/m);
const names = blocks.map((block) => /^name = "(.*)"$/m.exec(block)?.[1]);

describe('a slice of a real uv workspace', () => {
  it.each([
    ['packages/lib-b', ['click', 'click', 'colorama', 'lib-b', 'six']],
    ['.', ['iniconfig', 'packaging', 'root']],
  ])('of %s holds the closure of its own extras and groups', (root, expected) => {
    const slice = sliceLock(parseUvLock(uvText, 'uv.lock'), { root });
    expect(slice.packages.map(({ name }) => name)).toEqual(expected);
  });

  it('has only the extras that are asked for, and no groups of dependencies', () => {
    const slice = sliceLock(parseUvLock(uvText, 'uv.lock'), { root: 'packages/app' });
    const shape = Object.fromEntries(
      slice.packages.map(({ name, extras, groups }) => [name, [Object.keys(extras), Object.keys(groups)]]),
    );
    expect(shape['app']).toEqual([[], ['dev']]);
    expect(shape['lib-a']).toEqual([['fancy'], []]);
    expect(shape['lib-b']).toEqual([['json'], []]);
    expect(shape['httpcore']).toEqual([['asyncio'], []]);
    expect(shape['pluggy']).toBeUndefined();
  });

  const changes: [string, (block: string) => string][] = [
    ['version', (block) => block.replace(/^version = "/m, 'version = "9!')],
    ['hash', (block) => block.replace(/hash = "sha256:./, 'hash = "sha256:z')],
    ['source', (block) => block.replace(/^source = \{ (\w+) = "/m, 'source = { $1 = "x-')],
    ['edge', (block) => block.replace(/^dependencies = \[\n.*\n/m, 'dependencies = [\n    { name = "packaging" },\n')],
    ['marker', (block) => block.replace(/marker = "/, "marker = \"os_name == 'nt' and ")],
    [
      'resolution marker',
      (block) => block.replace(/^resolution-markers = \[\n {4}"/m, 'resolution-markers = [\n    "os_name'),
    ],
  ];
  const members = ['packages/app', 'packages/lib-a', 'packages/lib-b', '.'];

  it.each(changes)('changes with the %s of a package inside it, and of no other', (kind, change) => {
    let hits = 0;
    for (const root of members) {
      const before = sliceText(uvText, root);
      const inside = new Set(parseLockSlice(before)!.packages.map(({ name }) => name));
      const self = parseLockSlice(before)!.root;
      names.forEach((name, i) => {
        const changed = changePackage(uvText, i, change);
        if (name === undefined || changed === uvText) return;
        // A version that no edge leads to any more, or a member that moved, is another lock altogether.
        if (kind === 'source' && name === self) return;
        const same = sliceText(changed, root) === before;
        expect(same, `${kind} of ${name} in the slice of ${root}`).toBe(
          !inside.has(name) || isUnseen(kind, name, self!),
        );
        hits++;
      });
    }
    expect(hits).toBeGreaterThan(5);
  });

  /** The first marker of these two stands in their own metadata or groups, which only their own slice shows. */
  const isUnseen = (kind: string, name: string, self: string): boolean =>
    kind === 'marker' && name === 'app' && self !== 'app';

  it('does not change with what surrounds the packages', () => {
    const changed = uvText
      .replace(/^revision = .*$/m, 'revision = 99')
      .replace(/^resolution-markers = \[\n[^\]]*\]\n/m, '')
      .replace(/^members = \[/m, 'members = [\n    "another",')
      .replace(/, upload-time = "[^"]*"/g, '')
      .replace(/, size = \d+/g, '');
    expect(changed).not.toBe(uvText);
    for (const root of members) expect(sliceText(changed, root)).toBe(sliceText(uvText, root));
  });

  it('keeps its bytes when another project brings a second version of one of its packages', () => {
    const twice = uvText
      .replace(
        '{ name = "idna" }',
        '{ name = "idna", version = "3.20", source = { registry = "https://pypi.org/simple" } }',
      )
      .concat('\n[[package]]\nname = "idna"\nversion = "2.0"\nsource = { registry = "https://pypi.org/simple" }\n');
    expect(/version = "3.20"/.test(uvText)).toBe(true);
    expect(sliceText(twice, 'packages/lib-a')).toBe(sliceText(uvText, 'packages/lib-a'));
  });

  it('walks through cycles', () => {
    const lock = `version = 1\n\n${['a', 'b']
      .map(
        (name) =>
          `[[package]]\nname = "${name}"\nversion = "1"\nsource = { editable = "${name}" }\ndependencies = [\n    { name = "${name === 'a' ? 'b' : 'a'}" },\n]\n`,
      )
      .join('\n')}`;
    expect(parseLockSlice(sliceText(lock, 'a'))!.packages.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('is read back as it was', () => {
    const slice = sliceLock(parseUvLock(uvText, 'uv.lock'), { root: 'packages/app' });
    expect(parseLockSlice(renderLockSlice(slice))).toEqual(slice);
    expect(parseLockSlice('{"schema": 2, "packages": []}')).toBeUndefined();
    expect(parseLockSlice('{')).toBeUndefined();
  });

  it('finds a project by its name when its folder is not in the lock', () => {
    const { find } = createSlicer(parseUvLock(uvText, 'uv.lock'));
    expect(find({ root: 'elsewhere', name: 'Lib_A' })?.name).toBe('lib-a');
    expect(find({ root: 'elsewhere', name: 'six' })).toBeUndefined();
  });
});

describe('direct packages', () => {
  it('of a uv project are its own, with extras and groups, at the locked versions', () => {
    const direct = directPackages(parseUvLock(uvText, 'uv.lock'), { root: 'packages/lib-b' });
    expect(direct).toEqual([
      { name: 'click', version: '8.0.4' },
      { name: 'click', version: '8.5.1' },
      { name: 'six', version: '1.17.0' },
    ]);
  });

  it('of a poetry project are those that its manifest declares', () => {
    const lock = parsePoetryLock(fixture('poetry/app-legacy/poetry.lock'), 'app/poetry.lock');
    const direct = directPackages(lock, { root: 'app', name: 'po-app' }, ['Six', 'po-lib', 'httpcore']);
    expect(direct.map(({ name }) => name)).toEqual(['httpcore', 'six']);
  });
});

describe('a slice of a poetry lock', () => {
  const text = fixture('poetry/app-legacy/poetry.lock');
  const lock = parsePoetryLock(text, 'app-legacy/poetry.lock');

  it('of the project that it belongs to is all of it, with the hash of its manifest', () => {
    const slice = sliceLock(lock, { root: 'app-legacy', name: 'po-app' });
    expect(slice).toMatchObject({ root: 'po-app', contentHash: lock.contentHash });
    expect(slice.packages).toHaveLength(lock.packages.length);
  });

  it('of a path dependency is the closure of that, without the hash', () => {
    const slice = sliceLock(lock, { root: 'pkgs/lib' });
    expect(slice.packages.map(({ name }) => name)).toEqual([
      'anyio',
      'exceptiongroup',
      'idna',
      'po-lib',
      'typing-extensions',
    ]);
    expect(slice).not.toHaveProperty('contentHash');
  });
});
