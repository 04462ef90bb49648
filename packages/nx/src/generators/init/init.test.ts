import { readFileSync } from 'node:fs';
import { parseJson as parse, type Tree, readJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { initGenerator } from './init.js';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  tree.write('.gitignore', 'node_modules\n');
});

const changed = (): string[] => tree.listChanges().map(({ path }) => path);
const read = (file: string): string => tree.read(file, 'utf8')!;

describe('init', () => {
  it('registers the plugin, ignores dist and adds this package', () => {
    initGenerator(tree);
    expect(readJson(tree, 'nx.json').plugins).toEqual([{ plugin: '@hone/nx' }]);
    expect(read('.gitignore')).toBe('node_modules\ndist\n');
    expect(readJson(tree, 'package.json').devDependencies['@hone/nx']).toBe(version);
  });

  it('changes nothing the second time', () => {
    initGenerator(tree);
    const files = changed();
    const before = files.map(read);
    initGenerator(tree);
    expect(changed()).toEqual(files);
    expect(files.map(read)).toEqual(before);
  });

  it('keeps an entry with its options, in both forms', () => {
    for (const plugins of [['@hone/nx'], [{ plugin: '@hone/nx', options: { lockSliceTargetName: 'slice' } }]]) {
      const text = JSON.stringify({ plugins });
      tree.write('nx.json', text);
      initGenerator(tree);
      expect(read('nx.json')).toBe(text);
    }
  });

  it('keeps comments, indentation, line ends and other entries', () => {
    tree.write(
      'nx.json',
      '{\r\n\t// ours\r\n\t"defaultBase": "main",\r\n\t"plugins": [\r\n\t\t"@nx/js"\r\n\t],\r\n\t"namedInputs": { "a": ["b"] }\r\n}\r\n',
    );
    tree.write('package.json', '{\n    "devDependencies": {\n        "@a/b": "1",\n        "nx": "23.2.1"\n    }\n}\n');
    initGenerator(tree);
    expect(read('nx.json')).toBe(
      '{\r\n\t// ours\r\n\t"defaultBase": "main",\r\n\t"plugins": [\r\n\t\t"@nx/js",\r\n\t\t{\r\n\t\t\t"plugin": "@hone/nx"\r\n\t\t}\r\n\t],\r\n\t"namedInputs": { "a": ["b"] }\r\n}\r\n',
    );
    expect(read('package.json')).toBe(
      `{\n    "devDependencies": {\n        "@a/b": "1",\n        "@hone/nx": "${version}",\n        "nx": "23.2.1"\n    }\n}\n`,
    );
  });

  it.each(['dist', '/dist', 'dist/', '**/dist', 'dist \r\nother'])('takes %j in .gitignore for dist', (line) => {
    tree.write('.gitignore', `node_modules\n${line}\n`);
    initGenerator(tree);
    expect(read('.gitignore')).toBe(`node_modules\n${line}\n`);
  });

  it('makes a .gitignore, and ends its last line', () => {
    tree.delete('.gitignore');
    initGenerator(tree);
    expect(read('.gitignore')).toBe('dist\n');
    tree.write('.gitignore', 'node_modules');
    initGenerator(tree);
    expect(read('.gitignore')).toBe('node_modules\ndist\n');
  });

  it('ignores the folders of a tool too, each once', () => {
    tree.write('.gitignore', 'node_modules\n/target/\n');
    initGenerator(tree, { ignored: ['target', '.cache'] });
    initGenerator(tree, { ignored: ['target', '.cache'] });
    expect(read('.gitignore')).toBe('node_modules\n/target/\ndist\n.cache\n');
  });

  it('leaves package.json alone where it is asked to, or has the package', () => {
    const before = read('package.json');
    initGenerator(tree, { skipPackageJson: true });
    expect(read('package.json')).toBe(before);
    tree.write('package.json', '{ "dependencies": { "@hone/nx": "^0.0.1" } }');
    initGenerator(tree);
    expect(read('package.json')).toBe('{ "dependencies": { "@hone/nx": "^0.0.1" } }');
  });

  it('sets options of the plugin, and keeps what else stands there', () => {
    const set = [[['buildFix', 'keepFailures'], true]] as const;
    const wanted = { plugin: '@hone/nx', options: { buildFix: { keepFailures: true } } };
    tree.write('nx.json', '{\n  // ours\n  "plugins": ["@nx/js", "@hone/nx"]\n}\n');
    initGenerator(tree, { set });
    expect(parse(read('nx.json'))).toEqual({ plugins: ['@nx/js', wanted] });
    expect(read('nx.json')).toContain('// ours');
    const options = { lockSliceTargetName: 'slice', buildFix: { targets: ['lint'] } };
    tree.write('nx.json', JSON.stringify({ plugins: [{ plugin: '@hone/nx', options }] }));
    initGenerator(tree, { set });
    const merged = { ...options, buildFix: { targets: ['lint'], keepFailures: true } };
    expect(parse(read('nx.json'))).toEqual({ plugins: [{ plugin: '@hone/nx', options: merged }] });
  });

  it('says what to run next, by the name that the options give', () => {
    tree.write('nx.json', '{"plugins":[{"plugin":"@hone/nx","options":{"pythonValidateTargetName":"check"}}]}');
    const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    initGenerator(tree, { skipPackageJson: true, nextTarget: (options) => options.pythonValidateTargetName })();
    expect(print.mock.calls.flat().join('')).toMatch(/Next, validate every project: {2}npx nx run-many -t check\n/);
    initGenerator(tree, { skipPackageJson: true, nextTarget: () => 'rust-check', purpose: 'check every crate' })();
    expect(print.mock.calls.flat().join('')).toMatch(/Next, check every crate: {2}npx nx run-many -t rust-check\n/);
    print.mockRestore();
  });
});
