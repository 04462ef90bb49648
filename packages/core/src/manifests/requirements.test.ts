import { describe, expect, it } from 'vitest';
import { isPythonManifestName, requirementsRole } from './manifest-names.js';
import { renderRequirement } from './requirement.js';
import { parseRequirements } from './requirements.js';

const none = () => undefined;

describe('parseRequirements', () => {
  it.each([
    ['a \\\n  >=1', ['a>=1'], 1],
    ['\n# x\na # y\n', ['a'], 3],
    ['a#b', [], undefined],
    ['a>=1 --hash=sha256:0 --hash=sha256:1', ['a>=1'], 1],
    ['a @ https://e.org/a.zip#sha1=00', ['a @ https://e.org/a.zip#sha1=00'], 1],
    ["a[b] ; os_name == 'nt'", ["a[b] ; os_name == 'nt'"], 1],
    ['-i https://e.org\n--extra-index-url=https://e.org\na', ['a'], 3],
    ['a \\\n# comment\nb', ['a', 'b'], 1],
  ])('%j', (text, expected, line) => {
    const { dependencies } = parseRequirements(text, 'requirements.txt', none);
    expect(dependencies.map(({ requirement }) => renderRequirement(requirement))).toEqual(expected);
    expect(dependencies[0]?.line).toBe(line);
  });

  it.each([
    ['-e .', { type: 'path', path: 'app', editable: true }, ''],
    ['-e ../lib[x]', { type: 'path', path: 'lib', editable: true }, ''],
    ['lib/', { type: 'path', path: 'app/lib', editable: false }, ''],
    [
      './dist/My_Lib-1.0-py3-none-any.whl',
      { type: 'path', path: 'app/dist/My_Lib-1.0-py3-none-any.whl', editable: false },
      'my-lib',
    ],
    ['file:///srv/a.zip', { type: 'path', path: '/srv/a.zip', editable: false }, ''],
    ['git+ssh://git@e.org/a/b.git@v1#egg=B_b', { type: 'git', url: 'ssh://git@e.org/a/b.git@v1#egg=B_b' }, 'b-b'],
    ['https://e.org/some_lib-2.0.tar.gz', { type: 'url', url: 'https://e.org/some_lib-2.0.tar.gz' }, 'some-lib'],
    ['lib @ file:../lib', { type: 'path', path: 'lib', editable: false }, 'lib'],
  ])('%s has the source %j', (text, source, name) => {
    const { dependencies, problems } = parseRequirements(text, 'app/requirements.txt', none);
    expect(problems).toEqual([]);
    expect(dependencies[0]).toMatchObject({ source, requirement: { normalizedName: name } });
  });

  it('follows includes, each file once, and reads constraints as such', () => {
    const files: Record<string, string> = { 'r/base.txt': 'a\n-r deep.txt', 'r/deep.txt': 'b', 'c.txt': 'c<1' };
    const result = parseRequirements('-r r/base.txt\n-rr/deep.txt\n-c c.txt\nd', 'x.txt', (file) => files[file]);
    expect(result.dependencies.map(({ kind, file, requirement }) => `${kind} ${file} ${requirement.name}`)).toEqual([
      'runtime r/base.txt a',
      'runtime r/deep.txt b',
      'constraint c.txt c',
      'runtime x.txt d',
    ]);
    expect(result.files).toEqual(['x.txt', 'r/base.txt', 'r/deep.txt', 'c.txt']);
  });

  it('names both files of an include cycle', () => {
    const files: Record<string, string> = { 'a.txt': '-r b.txt', 'b.txt': 'six\n-r a.txt' };
    const { problems, dependencies } = parseRequirements(files['a.txt']!, 'a.txt', (file) => files[file]);
    expect(problems).toEqual([
      expect.objectContaining({
        file: 'b.txt',
        line: 2,
        message: expect.stringContaining('a.txt → b.txt → a.txt') as string,
      }),
    ]);
    expect(dependencies).toHaveLength(1);
  });

  it.each([
    ['-r gone.txt', "'gone.txt' can't be read"],
    ['-r ../x.txt', 'outside the workspace'],
    ['-r /etc/x.txt', 'outside the workspace'],
    ['-r', 'missing'],
    ['--nonsense', "'--nonsense' is not an option"],
    ['a==${VERSION}', 'environment variable ${VERSION}'],
    ['a b', "'a b' is not a requirement"],
    ['-e', 'missing'],
  ])('%j is a problem', (text, message) => {
    const { problems } = parseRequirements(text, 'requirements.txt', none);
    expect(problems).toEqual([
      expect.objectContaining({ line: 1, message: expect.stringContaining(message) as string }),
    ]);
  });
});

describe('file names', () => {
  it.each([
    ['requirements.txt', { kind: 'runtime' }],
    ['requirements.in', { kind: 'runtime' }],
    ['requirements-prod.txt', { kind: 'runtime' }],
    ['requirements-dev.txt', { kind: 'group', group: 'dev' }],
    ['dev_requirements.txt', { kind: 'group', group: 'dev' }],
    ['requirements.test.txt', { kind: 'group', group: 'test' }],
    ['requirements/docs.txt', { kind: 'group', group: 'docs' }],
    ['requirements/base.txt', { kind: 'runtime' }],
    ['requirements/constraints.txt', undefined],
    ['notes.txt', undefined],
    ['other/docs.txt', undefined],
  ])('%s', (path, role) => expect(requirementsRole(path)).toEqual(role));

  it('of manifests are known', () => {
    const known = [
      'pyproject.toml',
      'setup.py',
      'setup.cfg',
      'requirements.txt',
      'requirements-dev.txt',
      'test-requirements.in',
    ];
    expect(known.every(isPythonManifestName)).toBe(true);
    expect(['uv.lock', 'package.json', 'requirements.md'].some(isPythonManifestName)).toBe(false);
  });
});
