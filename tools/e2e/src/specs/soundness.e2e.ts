import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Change, pretendUpdate, setInstalledVersion, setTargetOptions, undoChanges } from '../harness/changes.js';
import { edit, write } from '../harness/files.js';
import { commit } from '../harness/git.js';
import { ran, validate } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { freshWorkspace } from '../harness/workspace.js';

/** The projects that are looked at: a library, one that needs it, one that needs neither, and one with pip alone. */
const WATCHED = ['contracts', 'persona-adapter', 'reindex', 'textkit'] as const;

/** Everything that a report can depend on. */
const DEPENDS: Change[] = [
  {
    what: 'a source file',
    apply: (root) => edit(root, 'libs/textkit/src/textkit/words.py', (text) => `${text}\n# more\n`),
    runs: ['textkit'],
  },
  {
    what: 'a test file',
    apply: (root) => edit(root, 'libs/textkit/tests/test_textkit.py', (text) => `${text}\n# more\n`),
    runs: ['textkit'],
  },
  {
    what: 'a new source file',
    apply: (root) => write(root, 'libs/textkit/src/textkit/extra.py', 'VALUE = 1\n'),
    runs: ['textkit'],
  },
  {
    what: "the project's own manifest",
    apply: (root) => edit(root, 'libs/textkit/pyproject.toml', (text) => text.replace('>=3.11', '>=3.12')),
    runs: ['textkit'],
  },
  {
    what: 'requirements.txt',
    apply: (root) => edit(root, 'jobs/reindex/requirements.txt', (text) => `${text}idna\n`),
    runs: ['reindex'],
  },
  {
    what: 'the ruff configuration at the root',
    apply: (root) => edit(root, 'pyproject.toml', (text) => text.replace('line-length = 100', 'line-length = 99')),
    runs: WATCHED,
  },
  {
    what: 'a ruff.toml of the project',
    apply: (root) => write(root, 'libs/textkit/ruff.toml', 'extend = "../../pyproject.toml"\nline-length = 98\n'),
    runs: ['textkit'],
  },
  {
    what: 'a locked package of the closure',
    apply: (root) =>
      edit(root, 'uv.lock', (text) => text.replace(/(name = "annotated-types"\nversion = ")[^"]+/, '$199.0')),
    runs: ['contracts', 'persona-adapter'],
  },
  {
    what: 'the version of Hone',
    apply: (root) => pretendUpdate(root, '@hone/python-validate', '0.1.1'),
    runs: WATCHED,
  },
  {
    what: "an option of the target in the project's project.json",
    apply: (root) =>
      write(
        root,
        'libs/textkit/project.json',
        JSON.stringify({ name: 'textkit', targets: { 'python-validate': { options: { failOn: 'never' } } } }),
      ),
    runs: ['textkit'],
  },
  {
    what: 'an option for all targets in nx.json',
    apply: (root) => setTargetOptions(root, 'python-validate', { checks: { metadata: false } }),
    runs: WATCHED,
  },
  {
    what: 'an import of another project that nobody declares',
    apply: (root) => edit(root, 'libs/contracts/src/contracts/problem.py', (text) => `${text}\nimport textkit\n`),
    runs: ['contracts'],
  },
  {
    what: 'the modules that another project offers',
    apply: (root) => {
      // `persona-adapter` imports `textkit`: once it has no such module, that import resolves to nothing.
      write(root, 'libs/textkit/src/renamed/__init__.py', '');
      rmSync(join(root, 'libs/textkit/src/textkit'), { recursive: true });
    },
    runs: ['persona-adapter', 'textkit'],
  },
  {
    what: 'the name of another project',
    apply: (root) =>
      edit(root, 'libs/textkit/pyproject.toml', (text) => text.replace('name = "textkit"', 'name = "textkit2"')),
    runs: ['persona-adapter'],
  },
  {
    what: 'a virtual environment with a ruff of its own',
    apply: (root) => {
      write(root, 'libs/textkit/.venv/pyvenv.cfg', 'home = /usr/bin\nversion = 3.11.0\n');
      write(
        root,
        'libs/textkit/.venv/bin/ruff',
        '#!/bin/sh\nif [ "$1" = "--version" ]; then echo "ruff 0.16.0"; else echo "[]"; fi\n',
      );
      chmodSync(join(root, 'libs/textkit/.venv/bin/ruff'), 0o755);
      mkdirSync(join(root, 'libs/textkit/.venv/lib/python3.11/site-packages/ruff-0.16.0.dist-info'), {
        recursive: true,
      });
      writeFileSync(
        join(root, 'libs/textkit/.venv/lib/python3.11/site-packages/ruff-0.16.0.dist-info/METADATA'),
        'Name: ruff\nVersion: 0.16.0\n',
      );
    },
    runs: ['textkit'],
  },
];

/** What no report depends on. */
const DOES_NOT_DEPEND: Change[] = [
  {
    what: 'a source file of a dependency that keeps its modules',
    apply: (root) => edit(root, 'libs/contracts/src/contracts/chat.py', (text) => `${text}\n# more\n`),
    runs: ['contracts'],
  },
  {
    what: 'a locked package outside of every closure',
    apply: (root) =>
      edit(
        root,
        'uv.lock',
        (text) =>
          `${text}\n[[package]]\nname = "zzz-unused"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\n`,
      ),
    runs: [],
  },
  {
    what: 'a package of npm',
    apply: (root) =>
      edit(root, 'package.json', (text) => JSON.stringify({ ...JSON.parse(text), description: 'changed' })),
    runs: [],
  },
  {
    what: 'a file at the root that has nothing to do with Python',
    apply: (root) => write(root, 'README.md', '# changed\n'),
    runs: [],
  },
  {
    what: 'another project that nobody needs',
    apply: (root) => {
      write(root, 'libs/lonely/pyproject.toml', '[project]\nname = "lonely"\nversion = "1"\n');
      write(root, 'libs/lonely/src/lonely/__init__.py', '');
    },
    runs: [],
  },
];

/** A validation sees a change exactly when its report can depend on it. */
describe.each(Object.keys(NX_VERSIONS) as NxVersion[])('Soundness on Nx %s', (version) => {
  let workspace: string;

  beforeAll(async () => {
    workspace = freshWorkspace('ready', version);
    await commit(workspace, 'Start');
    const run = await validate(workspace);
    expect(run.code, run.output).toBe(0);
  });

  async function watchedRuns(change: Change): Promise<string[]> {
    await change.apply(workspace);
    try {
      return ran(await validate(workspace)).filter((name) => (WATCHED as readonly string[]).includes(name));
    } finally {
      await undoChanges(workspace);
      rmSync(join(workspace, 'libs/textkit/.venv'), { recursive: true, force: true });
      setInstalledVersion(workspace, '@hone/python-validate', '0.1.0');
    }
  }

  it.each(DEPENDS)('$what is seen', async (change) => {
    expect(await watchedRuns(change)).toEqual([...change.runs].sort());
  });

  it.each(DOES_NOT_DEPEND)('$what is not seen elsewhere', async (change) => {
    expect(await watchedRuns(change)).toEqual([...change.runs].sort());
  });
});
