import { describe, expect, it } from 'vitest';
import { createPosition, toUtf16 } from './position.js';
import { createFileResolver } from './resolve.js';

const files = ['libs/a/src/index.ts', 'apps/shop/src/main.py', 'apps/shop/src/index.ts', 'README.md'];
const exists = (file: string): boolean => files.includes(file);
const projectRoot = (task: string | undefined): string | undefined => (task === undefined ? undefined : 'apps/shop');

describe('names of files in a log', () => {
  const resolve = createFileResolver({ workspaceRoot: '/w', exists, projectRoot });

  it.each([
    ['below the workspace', '/w/libs/a/src/index.ts', 'libs/a/src/index.ts'],
    [
      'of another machine, by the longest end that is here',
      '/home/ci/build/libs/a/src/index.ts',
      'libs/a/src/index.ts',
    ],
    ['of that machine, and gone here', '/home/ci/build/libs/a/src/old.ts', 'libs/a/src/old.ts'],
    ['of Windows', 'C:\\agent\\7\\libs\\a\\src\\index.ts', 'libs/a/src/index.ts'],
    ['as an address', 'file:///w/README.md', 'README.md'],
    ['relative to the workspace', './libs/a/src/index.ts', 'libs/a/src/index.ts'],
    ['of another project, of which nothing is here', '/srv/other/src/deep/thing.rs', undefined],
    ['with one name in common only', '/srv/other/README.md', undefined],
    ['of what is installed', '/usr/lib/python3.11/apps/shop/src/main.py', undefined],
    ['outside', '../../etc/passwd', undefined],
    ['that leaves the workspace by a detour', '/w/../etc/passwd', undefined],
    ['that is none', '<stdin>', undefined],
  ])('%s', (_, name, file) => expect(resolve(name, {})).toBe(file));

  it('are relative to the project of the task, or to the folder that make entered', () => {
    expect(resolve('src/main.py', { task: 'shop:test' })).toBe('apps/shop/src/main.py');
    expect(resolve('index.ts', { directory: '/w/libs/a/src' })).toBe('libs/a/src/index.ts');
    expect(resolve('src/gone.ts', { task: 'shop:test' })).toBe('src/gone.ts');
  });
});

describe('places in a file', () => {
  const position = createPosition((file) => (file === 'a.py' ? 'x = "äö🎉" + y\n' : undefined));

  it('are counted in UTF-16, whatever the tool counts', () => {
    expect(position('a.py', 1, 12, 'codepoint')).toEqual({ line: 1, column: 13 });
    expect(position('a.py', 1, 17, 'byte')).toEqual({ line: 1, column: 13 });
    expect(toUtf16('\tx', 9, 'display')).toBe(2);
  });

  it('that do not exist stay what the tool said', () => {
    expect(position('a.py', 99, 4, 'byte')).toEqual({ line: 99, column: 4 });
    expect(position('gone.py', 1, 4, 'codepoint')).toEqual({ line: 1, column: 4 });
    expect(position('a.py', 1, 1000, 'codepoint').column).toBeGreaterThan(900);
    expect(position('a.py', 1, 0, 'utf16')).toEqual({ line: 1, column: 1 });
  });
});
