import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProjectContext } from '../../check.js';
import { withExample } from './fixtures/example-project.js';
import { checkImports } from './index.js';

const pyproject = (more = '') =>
  `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n` +
  `[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.10"\n${more}`;

/** Findings in short: level, rule without its prefix, file, line. */
async function check(
  files: Record<string, string>,
  manifest = '',
  change: (project: ProjectContext) => Partial<ProjectContext> = () => ({}),
): Promise<string[]> {
  const example = { 'pyproject.toml': pyproject(manifest), 'src/billing/__init__.py': '', ...files };
  return withExample(example, async (read) => {
    const project = { ...read, ...change(read) };
    const { diagnostics } = (await checkImports([project], new AbortController().signal)).get(project)!;
    return diagnostics.map(
      ({ level, ruleId, location }) =>
        `${level} ${ruleId.replace('python/import-', '')} ${location!.file}:${location!.region!.start.line}`,
    );
  });
}

const app = 'src/billing/__init__.py';

describe('what resolves', () => {
  it.each([
    ['the standard library', { [app]: 'import os, sys\nimport xml.etree' }],
    ['the project itself', { [app]: 'import billing.x\nfrom . import y' }],
    ['a module beside a script', { 'scripts/run.py': 'import helper', 'scripts/helper.py': '' }],
    ['helpers of tests', { 'tests/test_a.py': 'from support import x', 'tests/deep/support.py': '' }],
    ['a guarded module of a newer Python', { [app]: 'import sys\nif sys.version_info >= (3, 11):\n  import tomllib' }],
    ['type checker modules', { [app]: 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  import _typeshed' }],
    ['copies of other distributions', { 'src/billing/_vendor/yaml/__init__.py': 'import numpy', [app]: 'import yaml' }],
    ['test tools', { 'tests/test_a.py': 'import pytest', 'noxfile.py': 'import nox', 'setup.py': 'import setuptools' }],
    ['samples of tests', { 'tests/data/sample.py': 'import numpy' }],
  ])('%s', async (_, files) => expect(await check(files as unknown as Record<string, string>)).toEqual([]));
});

describe('declared dependencies', () => {
  it.each([
    ['by their own name', 'dependencies = ["httpx"]', 'import httpx'],
    ['by another name', 'dependencies = ["PyYAML", "opencv-python-headless"]', 'import yaml\nimport cv2'],
    ['in a namespace', 'dependencies = ["google-cloud-storage"]', 'from google.cloud import storage'],
    ['by convention', 'dependencies = ["python-thing"]', 'import thing'],
    ['for some platforms', 'dependencies = ["pywin32; sys_platform == \'win32\'"]', 'import win32api'],
  ])('%s', async (_, manifest, source) => expect(await check({ [app]: source }, `${manifest}\n`)).toEqual([]));
});

describe('undeclared', () => {
  it('is said once a file, at the import that weighs most', async () => {
    const source = 'def f():\n  import yaml\nimport yaml\nimport yaml.nodes\n';
    expect(await check({ [app]: source })).toEqual([`error undeclared ${app}:3`]);
  });

  it.each([
    ['in a function', 'def f():\n  import yaml', 'note'],
    ['with a fallback', 'try:\n  import yaml\nexcept ImportError:\n  yaml = None', 'note'],
    ['for type checkers', 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  import yaml', 'note'],
    ['on a platform', 'import sys\nif sys.platform == "win32":\n  import win32api', 'note'],
    ['by name', 'import importlib\nimportlib.import_module("yaml")', 'note'],
  ])('weighs less %s', async (_, source, level) => {
    expect((await check({ [app]: source })).map((finding) => finding.split(' ')[0])).toEqual([level]);
  });

  it('weighs less in a module that nothing loads', async () => {
    const files = { 'src/billing/plugin.py': 'import yaml', 'src/billing/used.py': 'import numpy' };
    expect(await check({ ...files, [app]: 'from .used import x' })).toEqual([
      'warning undeclared src/billing/plugin.py:1',
      'error undeclared src/billing/used.py:1',
    ]);
  });

  it('is a dependency of an extra, unless the import is optional or lazy', async () => {
    const manifest = '\n[project.optional-dependencies]\nyaml = ["pyyaml"]\n';
    expect(await check({ [app]: 'import yaml' }, manifest)).toEqual([`note undeclared ${app}:1`]);
    expect(await check({ [app]: 'def f():\n  import yaml' }, manifest)).toEqual([]);
  });

  it('names the workspace project', async () => {
    const found = await check({ [app]: 'from acme import money' }, '', () => ({
      workspaceModules: { 'acme.money': { distribution: 'acme-money', project: 'money' } },
    }));
    expect(found).toEqual([`error undeclared ${app}:1`]);
  });

  it('accepts a workspace project that is declared', async () => {
    const found = await check({ [app]: 'import money.x' }, 'dependencies = ["acme-money"]\n', () => ({
      workspaceModules: { money: { distribution: 'acme-money', project: 'money' } },
    }));
    expect(found).toEqual([]);
  });
});

describe('development dependencies', () => {
  const manifest = '\n[dependency-groups]\ndev = ["rich"]\n';
  it('do not serve shipped code', async () => {
    expect(await check({ [app]: 'import rich' }, manifest)).toEqual([`error dev-only ${app}:1`]);
  });

  it('serve tests, scripts and optional imports', async () => {
    const optional = 'try:\n  import rich\nexcept ImportError:\n  rich = None';
    expect(
      await check({ [app]: optional, 'tests/test_a.py': 'import rich', 'tools/a.py': 'import rich' }, manifest),
    ).toEqual([]);
  });
});

describe('unresolved', () => {
  it('is what nobody is known for', async () => {
    expect(await check({ [app]: 'import no_such_module' })).toEqual([`warning unresolved ${app}:1`]);
  });

  it('is a module of a newer Python', async () => {
    expect(await check({ [app]: 'import tomllib' })).toEqual([`error unresolved ${app}:1`]);
  });
});

describe('an environment', () => {
  const install = ({ workspaceRoot }: ProjectContext): Partial<ProjectContext> => {
    const sitePackages = join(workspaceRoot, '.venv/site-packages');
    const distributions = { 'odd-name': ['import_me', 'helper-lib'], 'helper-lib': ['helper'] };
    for (const [name, [module, requires]] of Object.entries(distributions)) {
      const folder = join(sitePackages, `${name}-1.0.dist-info`);
      mkdirSync(folder, { recursive: true });
      const requirement = requires === undefined ? '' : `Requires-Dist: ${requires}\n`;
      writeFileSync(join(folder, 'METADATA'), `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n${requirement}`);
      writeFileSync(join(folder, 'RECORD'), `${module}/__init__.py,,\n`);
    }
    return { environment: { path: join(workspaceRoot, '.venv'), sitePackages: [sitePackages] } };
  };
  const manifest = 'dependencies = ["odd-name"]\n';

  it('tells which distribution provides a module', async () => {
    expect(await check({ [app]: 'import import_me' }, manifest, install)).toEqual([]);
  });

  it('tells what other dependencies bring in', async () => {
    expect(await check({ [app]: 'import helper' }, manifest, install)).toEqual([`warning transitive ${app}:1`]);
  });

  it('makes an unknown module an error', async () => {
    expect(await check({ [app]: 'import no_such_module' }, manifest, install)).toEqual([`error unresolved ${app}:1`]);
  });
});
