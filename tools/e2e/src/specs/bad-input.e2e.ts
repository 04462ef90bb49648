import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { edit, write } from '../harness/files.js';
import { failed, type NxRun, validate } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { type Finding, findings } from '../harness/reports.js';
import { freshWorkspace } from '../harness/workspace.js';

/** One broken project: what is wrong with it, and what its report must say. */
interface Case {
  name: string;
  /** Writes the project; `root` is its folder relative to the workspace. */
  make(workspace: string, root: string): void;
  /** A finding that the report must have; none for what is odd but fine. */
  expected?: (root: string) => Partial<Finding>;
}

/** Seconds that an outside tool may take. */
const TIMEOUT = 5;

const MANIFEST = '[project]\nname = "{name}"\nversion = "1"\nrequires-python = ">=3.11"\n';

const CASES: Case[] = [
  {
    name: 'not-utf8',
    make: (workspace, root) => write(workspace, `${root}/latin.py`, Buffer.from('name = "caf\xe9"\n', 'latin1')),
    expected: (root) => ({ level: 'error', file: `${root}/latin.py` }),
  },
  {
    name: 'empty-file',
    make: (workspace, root) => write(workspace, `${root}/empty.py`, ''),
  },
  {
    name: 'huge-file',
    make: (workspace, root) => write(workspace, `${root}/huge.py`, `X = """${'x'.repeat(50_000_000)}"""\n`),
    expected: (root) => ({ file: `${root}/huge.py` }),
  },
  {
    name: 'broken-manifest',
    make: (workspace, root) =>
      write(workspace, `${root}/pyproject.toml`, '[project]\nname = "broken-manifest"\nversion = \n'),
    expected: (root) => ({ level: 'error', file: `${root}/pyproject.toml`, line: 3 }),
  },
  {
    name: 'bad-requirement',
    make: (workspace, root) =>
      write(
        workspace,
        `${root}/pyproject.toml`,
        `${MANIFEST.replace('{name}', 'bad-requirement')}dependencies = ["httpx >>= 1"]\n`,
      ),
    expected: (root) => ({ level: 'error', file: `${root}/pyproject.toml`, line: 5 }),
  },
  {
    name: 'bad-requirement-line',
    make: (workspace, root) => write(workspace, `${root}/requirements.txt`, 'httpx\n=1.0 what\n'),
    expected: (root) => ({ level: 'error', file: `${root}/requirements.txt`, line: 2 }),
  },
  {
    name: 'include-cycle',
    make: (workspace, root) => {
      write(workspace, `${root}/requirements.txt`, '-r requirements-base.txt\n');
      write(workspace, `${root}/requirements-base.txt`, 'idna\n-r requirements.txt\n');
    },
    expected: (root) => ({ file: expect.stringMatching(`^${root}/requirements`) as unknown as string }),
  },
  {
    name: 'symlink-loop',
    make: (workspace, root) => {
      mkdirSync(join(workspace, root, 'src'), { recursive: true });
      symlinkSync('..', join(workspace, root, 'src', 'again'));
      symlinkSync('self.py', join(workspace, root, 'self.py'));
    },
  },
  {
    name: 'crashing-ruff',
    make: (workspace, root) =>
      fakeRuff(workspace, root, 'if [ "$1" = "--version" ]; then echo "ruff 0.17.3"; else kill -SEGV $$; fi'),
    expected: () => ({ level: 'error', rule: 'python/ruff-failed' }),
  },
  {
    name: 'hanging-ruff',
    make: (workspace, root) =>
      fakeRuff(workspace, root, 'if [ "$1" = "--version" ]; then echo "ruff 0.17.3"; else sleep 600; fi'),
    expected: () => ({
      level: 'error',
      rule: 'python/ruff-failed',
      message: expect.stringContaining(`within ${TIMEOUT} s`) as unknown as string,
    }),
  },
  {
    name: 'file-deleted-at-the-start',
    make: (workspace, root) => deletingRuff(workspace, root, '--version'),
  },
  {
    name: 'file-deleted-while-linting',
    make: (workspace, root) => deletingRuff(workspace, root, 'check'),
  },
  {
    name: 'spaced and ünïcode 名',
    make: (workspace, root) => write(workspace, `${root}/broken.py`, 'def f(:\n'),
    expected: (root) => ({ level: 'error', file: `${root}/broken.py`, line: 1 }),
  },
];

/** Puts a program named ruff into the project's own virtual environment. */
function fakeRuff(workspace: string, root: string, body: string): void {
  write(workspace, `${root}/.venv/pyvenv.cfg`, 'home = /usr/bin\nversion = 3.11.0\n');
  write(workspace, `${root}/.venv/bin/ruff`, `#!/bin/sh\n${body}\n`);
  chmodSync(join(workspace, root, '.venv/bin/ruff'), 0o755);
}

/** Has the project's ruff delete a file of it, when it is called with this word. */
function deletingRuff(workspace: string, root: string, word: string): void {
  write(workspace, `${root}/gone.py`, 'import os\n');
  fakeRuff(
    workspace,
    root,
    `if [ "$1" = "${word}" ]; then rm -f "$(dirname "$0")/../../gone.py"; fi
if [ "$1" = "--version" ]; then echo "ruff 0.17.3"; fi`,
  );
}

/** All broken projects are validated in one batch, beside the sound ones of the example. */
describe.skipIf(process.platform === 'win32').each(Object.keys(NX_VERSIONS) as NxVersion[])(
  'Bad input on Nx %s',
  (version) => {
    let workspace: string;
    let run: NxRun;

    beforeAll(async () => {
      workspace = freshWorkspace('ready', version);
      edit(workspace, 'nx.json', (text) =>
        JSON.stringify({
          ...JSON.parse(text),
          targetDefaults: { 'python-validate': { options: { timeout: TIMEOUT } } },
        }),
      );
      for (const { name, make } of CASES) {
        write(
          workspace,
          `odd/${name}/pyproject.toml`,
          MANIFEST.replace('{name}', name.replaceAll(/[^a-z0-9-]+/g, '-').replace(/-$/, '')),
        );
        write(workspace, `odd/${name}/fine.py`, 'VALUE = 1\n');
        make(workspace, `odd/${name}`);
      }
      run = await validate(workspace);
    });

    it.each(CASES.filter((each) => each.expected))('$name is told', ({ name, expected }) => {
      expect(findings(workspace, `odd/${name}`), run.output).toContainEqual(
        expect.objectContaining(expected?.(`odd/${name}`)),
      );
    });

    it.each(CASES.filter((each) => !each.expected))('$name is fine', ({ name }) => {
      expect(findings(workspace, `odd/${name}`).filter(({ level }) => level === 'error')).toEqual([]);
    });

    it('leaves every other project as it was', () => {
      const sound = [
        'contracts',
        'telemetry',
        'textkit',
        'memory-gateway',
        'persona-adapter',
        'ollama-adapter',
        'reindex',
      ];
      expect(run.tasks.map(({ projectName }) => projectName)).toEqual(expect.arrayContaining(sound));
      expect(failed(run).filter((name) => sound.includes(name))).toEqual([]);
    });

    it('shows no stack trace', () => {
      expect(run.output).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    });
  },
);
