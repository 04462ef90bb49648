import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { readPythonProject } from './project.js';
import { renderRequirement } from './requirement.js';
import type { PythonProject } from './types.js';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const list = (project: PythonProject | undefined): string[] =>
  project!.dependencies.map(
    ({ kind, group, requirement, file, line }) =>
      `${file}:${line} ${group === undefined ? kind : `${kind} ${group}`} ${renderRequirement(requirement)}`,
  );

describe('readPythonProject', () => {
  it('reads all requirements files of a folder, runtime files first, each once', () => {
    const project = readPythonProject(fixtures, 'pip');
    expect(list(project)).toEqual([
      'pip/requirements.txt:2 runtime flask>=3',
      'pip/requirements/base.txt:1 runtime base-only',
      'pip/requirements/other.txt:2 runtime other-only',
      'pip/shared/constraints.txt:1 constraint idna<4',
      'pip/requirements.txt:9 runtime [fast]',
      "pip/requirements.txt:10 runtime thing ; os_name == 'nt'",
      'pip/requirements.txt:11 runtime x-y @ git+https://example.org/x.git@v1#egg=x_y',
      'pip/requirements.txt:12 runtime requests @ https://example.org/requests.zip',
      'pip/requirements.txt:13 runtime private @ https://${TOKEN}@example.org/private.whl',
      'pip/requirements/test.txt:2 group test pytest',
    ]);
    expect(project).toMatchObject({ manager: 'pip', groups: ['test'] });
    expect(project!.manifests).toEqual([
      'pip/requirements.txt',
      'pip/requirements/base.txt',
      'pip/requirements/other.txt',
      'pip/requirements/test.txt',
      'pip/shared/constraints.txt',
    ]);
    expect(project!.problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'pip/requirements.txt:14',
      'pip/requirements.txt:15',
      'pip/requirements.txt:16',
      'pip/requirements.txt:17',
      'pip/requirements.txt:18',
      'pip/requirements/other.txt:1',
    ]);
  });

  it('gives a member the sources of its uv workspace', () => {
    const project = readPythonProject(fixtures, 'uv/libs/one');
    expect(project!.dependencies.map(({ source }) => source)).toEqual([
      { type: 'workspace' },
      { type: 'path', path: 'uv/vendored/three', editable: false },
      { type: 'index' },
    ]);
    expect(project!.manifests).toEqual(['uv/libs/one/pyproject.toml', 'uv/pyproject.toml']);
    expect(readPythonProject(fixtures, 'uv')).toMatchObject({
      manager: 'uv',
      workspace: { members: ['libs/*'], exclude: ['libs/old'] },
    });
  });

  it('reads the requirements files of dynamic fields', () => {
    const project = readPythonProject(fixtures, 'pyproject/everything');
    expect(list(project)).toContain("pyproject/everything/fast.txt:1 extra fast uvloop ; sys_platform != 'win32'");
    expect(project!.extras).toEqual(['fast']);
  });

  it('reads setup.cfg', () => {
    const project = readPythonProject(fixtures, 'setuptools/cfg');
    expect(list(project)).toEqual([
      'setuptools/cfg/setup.cfg:9 runtime httpx>=0.27',
      "setuptools/cfg/setup.cfg:10 runtime tomli ; python_version < '3.11'",
      'setuptools/cfg/setup.cfg:14 extra fast-io uvloop>=0.20',
    ]);
    expect(project).toMatchObject({
      name: 'cfg_project',
      normalizedName: 'cfg-project',
      requiresPython: '>=3.9',
      entryPoints: [{ group: 'console_scripts', name: 'cfg', value: 'cfg.cli:main', line: 18 }],
      problems: [{ line: 11 }],
    });
    expect(project).not.toHaveProperty('version');
  });

  it('reads the literals of a setup.py, and nothing that is computed', () => {
    const project = readPythonProject(fixtures, 'setuptools/script');
    expect(list(project)).toEqual([
      'setuptools/script/setup.py:5 runtime attrs>=23',
      'setuptools/script/setup.py:6 runtime idna>=3',
      'setuptools/script/setup.py:18 extra test pytest>=8',
      'setuptools/script/setup.py:18 extra test coverage[toml]',
    ]);
    expect(project).toMatchObject({ name: 'script-project', requiresPython: '>=3.8', extras: ['test', 'docs'] });
    expect(project).not.toHaveProperty('version');
  });

  it('knows no project where there is no manifest', () => {
    expect(readPythonProject(fixtures, 'setuptools')).toBeUndefined();
    expect(readPythonProject(fixtures, 'gone')).toBeUndefined();
  });
});

describe('bad bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hone-ünï cødé-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('become problems with their line', () => {
    writeFileSync(join(folder, 'pyproject.toml'), Buffer.from('[project]\nname = "a"\n# \xff\n', 'latin1'));
    writeFileSync(join(folder, 'requirements.txt'), Buffer.from('\ufeffsix\n', 'utf16le'));
    writeFileSync(
      join(folder, 'requirements-dev.txt'),
      Buffer.from('# -*- coding: latin-1 -*-\nruff # \xe9\n', 'latin1'),
    );
    writeFileSync(join(folder, 'setup.cfg'), '');
    const project = readPythonProject(folder, '.');
    expect(project).toMatchObject({ root: '.', name: 'a', problems: [{ file: 'pyproject.toml', line: 3 }] });
    expect(list(project)).toEqual(['requirements.txt:1 runtime six', 'requirements-dev.txt:2 group dev ruff']);
  });
});
