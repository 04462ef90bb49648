import { beforeEach, describe, expect, it } from 'vitest';
import { poetryContentHash } from '@hone/core/locks';
import type { Tree } from '@nx/devkit';
import { actionsFor, changedLines, graphOf, treeOf } from './fixtures/testing.js';
import PythonVersionActions from './python.js';

const LEGACY = `[tool.poetry]
name = "legacy"
version = "0.3.0" # poetry's

[tool.poetry.dependencies]
python = "^3.11"
lib = { version = "^1.0.0", path = "../lib" } # ours
other = "^1.0.0"

[tool.poetry.group.dev.dependencies]
Lib = ">=1.0.0"
`;

const FILES = {
  'py/lib/pyproject.toml': '[project]\nname = "Lib"\nversion = "1.0.0" # ours\n',
  'py/app/pyproject.toml': `[project]
name = "app"
version = '1.0rc1'
dependencies = [
  # the library
  "lib[x] >= 1.0.0 ; python_version > '3.0'", # pinned
  "lib-extra>=1.0.0",
]

[project.optional-dependencies]
more = ["lib==1.0.0", "lib"]

[dependency-groups]
dev = [{ include-group = "x" }, "LIB~=1.0"]
x = []
`,
  'py/legacy/pyproject.toml': LEGACY,
  'py/legacy/poetry.lock': `[[package]]
name = "lib"
version = "1.0.0"
description = ""

[package.source]
type = "directory"
url = "../lib"

[[package]]
name = "other"
version = "1.0.0"

[metadata]
content-hash = "${poetryContentHash(LEGACY)[0]}"
`,
  'py/scm/pyproject.toml': '[project]\nname = "scm"\ndynamic = ["version"]\n',
  'uv.lock': `version = 1

[[package]]
name = "app"
version = "1.0rc1"
source = { editable = "py/app" }
dependencies = [
    { name = "lib" },
]

[[package]]
name = "lib"
version = "1.0.0"
source = { virtual = "py/lib" }
`,
};
const GRAPH = graphOf('py/lib', 'py/app', 'py/legacy', 'py/scm');

let tree: Tree;
beforeEach(() => {
  tree = treeOf(FILES);
});
const actions = (root: string, settings = {}) => actionsFor(PythonVersionActions, tree, root, settings);
const changes = (file: keyof typeof FILES): string[] => changedLines(FILES[file], tree.read(file, 'utf-8'));

describe('the version of a Python project', () => {
  it('is read from [project] or [tool.poetry], in the form that Nx counts in', async () => {
    const read = async (root: string) => (await actions(root)).readCurrentVersionFromSourceManifest(tree);
    expect(await read('py/app')).toEqual({ currentVersion: '1.0.0-rc.1', manifestPath: 'py/app/pyproject.toml' });
    expect(await read('py/legacy')).toEqual({ currentVersion: '0.3.0', manifestPath: 'py/legacy/pyproject.toml' });
  });

  it('is written to its manifest and to every lock that holds the project', async () => {
    await (await actions('py/lib')).updateProjectVersion(tree, '1.1.0-rc.0');
    expect(changes('py/lib/pyproject.toml')).toEqual(['-version = "1.0.0" # ours', '+version = "1.1.0rc0" # ours']);
    expect(changes('uv.lock')).toEqual(['-version = "1.0.0"', '+version = "1.1.0rc0"']);
    expect(changes('py/legacy/poetry.lock')).toEqual(['-version = "1.0.0"', '+version = "1.1.0rc0"']);
  });

  it('that the build backend finds out is not written', async () => {
    const log = await (await actions('py/scm')).updateProjectVersion(tree, '2.0.0');
    expect(log.join()).toContain('The build backend finds the version of py/scm/pyproject.toml out by itself');
    expect(changes('py/scm/pyproject.toml')).toEqual([]);
    await expect((await actions('py/scm')).readCurrentVersionFromSourceManifest(tree)).rejects.toThrow(
      'leaves its version to the build backend (dynamic = ["version"])',
    );
  });
});

describe('the requirements of a Python project', () => {
  it('are read as they are written', async () => {
    const read = async (root: string) => (await actions(root)).readCurrentVersionOfDependency(tree, GRAPH, 'lib');
    expect(await read('py/app')).toEqual({
      currentVersion: '>= 1.0.0',
      dependencyCollection: 'project.dependencies',
    });
    expect(await read('py/scm')).toEqual({ currentVersion: null, dependencyCollection: null });
  });

  it('follow in every table, each with its own operators', async () => {
    const log = await (await actions('py/app')).updateProjectDependencies(tree, GRAPH, { lib: '1.1.0' });
    expect(changes('py/app/pyproject.toml')).toEqual([
      `-  "lib[x] >= 1.0.0 ; python_version > '3.0'", # pinned`,
      `+  "lib[x] >= 1.1.0 ; python_version > '3.0'", # pinned`,
      '-more = ["lib==1.0.0", "lib"]',
      '+more = ["lib==1.1.0", "lib"]',
    ]);
    expect(log).toEqual(['✍️  Updated 2 requirements in manifest: py/app/pyproject.toml']);
  });

  it('stay when what they name is not released', async () => {
    tree.write('py/app/pyproject.toml', FILES['py/app/pyproject.toml'].replace('>= 1.0.0', '>= 0.9.0'));
    const before = tree.read('py/app/pyproject.toml', 'utf-8');
    await actions('py/lib');
    await (await actions('py/app')).updateProjectDependencies(tree, GRAPH, { lib: '1.0.0' });
    expect(tree.read('py/app/pyproject.toml', 'utf-8')).toBe(before);
  });

  it('of poetry follow too, and its lock stays fresh', async () => {
    await (await actions('py/legacy')).updateProjectDependencies(tree, GRAPH, { lib: '1.1.0' });
    expect(changes('py/legacy/pyproject.toml')).toEqual([
      '-lib = { version = "^1.0.0", path = "../lib" } # ours',
      '+lib = { version = "^1.1.0", path = "../lib" } # ours',
      '-Lib = ">=1.0.0"',
      '+Lib = ">=1.1.0"',
    ]);
    const manifest = tree.read('py/legacy/pyproject.toml', 'utf-8') ?? '';
    expect(tree.read('py/legacy/poetry.lock', 'utf-8')).toContain(poetryContentHash(manifest)[0]);
  });
});
