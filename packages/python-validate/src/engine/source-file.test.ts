import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSourceCache, createSourceFile } from './source-file.js';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'hone-source-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('createSourceFile', () => {
  it('decodes what the coding cookie says, and nothing that it cannot', () => {
    writeFileSync(join(folder, 'latin.py'), Buffer.from('# coding: latin-1\nname = "\xe9"\n', 'latin1'));
    writeFileSync(join(folder, 'broken.py'), Buffer.from([0x78, 0xff]));
    const cache = createSourceCache();
    expect(createSourceFile(folder, 'latin.py', cache).text()).toContain('é');
    expect(createSourceFile(folder, 'broken.py', cache).text()).toBeUndefined();
  });

  it('can be made of a file that has gone, and throws when it is read', () => {
    const source = createSourceFile(folder, 'gone.py', createSourceCache());
    expect(source.size).toBe(0);
    expect(() => source.bytes()).toThrow('ENOENT');
  });
});

describe('createSourceCache', () => {
  it('gives the same bytes while they fit the budget, and lets the oldest go', () => {
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), name.repeat(4));
    const cache = createSourceCache(8);
    const [a, b] = [cache.read(join(folder, 'a')), cache.read(join(folder, 'b'))];
    expect(cache.read(join(folder, 'a'))).toBe(a);
    cache.read(join(folder, 'c'));
    expect(cache.read(join(folder, 'b'))).toBe(b);
    expect(cache.read(join(folder, 'a'))).not.toBe(a);
  });
});
