import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createNodes } from '@hone/nx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isCommandFile } from './python/evidence/command-lines.js';
import { toolFiles } from './python/settings.data.js';

/** Names at a workspace root, each of which some project's evidence is read from. */
const READ = [
  ...['Dockerfile', 'web.Dockerfile', 'Dockerfile.prod', 'Containerfile', 'compose.yml', 'docker-compose.dev.yaml'],
  ...['Procfile', 'Procfile.dev', 'Makefile', 'GNUmakefile', 'rules.mk', 'justfile', '.justfile', 'Taskfile.yml'],
  ...['tox.ini', 'setup.cfg', 'noxfile.py', 'tasks.py', '.pre-commit-config.yaml', '.github/workflows/ci.yml'],
  ...['.gitlab-ci.yml', '.travis.yml', 'azure-pipelines.yml', 'fly.toml', 'app.yaml', 'Jenkinsfile', 'project.json'],
  ...['package.json', 'run.sh', 'run.ps1', 'supervisord.conf', 'web.service', 'pyproject.toml', 'mise.toml'],
  ...['mkdocs.yml', 'alembic.ini', 'pytest.ini', '.coveragerc', '.flake8', '.pylintrc', 'pylintrc', '.mypy.ini'],
  ...['pyrightconfig.json', '.ruff.toml', '.isort.cfg', '.bandit', '.yamllint', '.yamllint.yml', 'conftest.py'],
  ...['uwsgi.yml', 'scrapy.cfg', 'dbt_project.yml', 'dvc.yaml', '.cookiecutter.yaml', '.bumpversion.cfg'],
  ...['.importlinter', 'babel.cfg', 'shop.proto', 'fast.pyx', 'explore.ipynb', 'gunicorn.conf.py'],
];

const workspaceRoot = mkdtempSync(path.join(tmpdir(), 'hone-inputs-'));
let rootFiles: string[] = [];

/** The graph plugin, with dep-prune installed, on a workspace of one project. */
beforeAll(async () => {
  const installed = path.join(workspaceRoot, 'node_modules/@hone/dep-prune');
  mkdirSync(installed, { recursive: true });
  writeFileSync(path.join(installed, 'package.json'), '{ "version": "1.0.0" }');
  mkdirSync(path.join(workspaceRoot, 'shop'));
  writeFileSync(path.join(workspaceRoot, 'shop/pyproject.toml'), '[project]\nname = "shop"\n');
  const [[, { projects = {} }] = ['', {}]] = await createNodes[1](
    ['shop/pyproject.toml'],
    {},
    {
      workspaceRoot,
      nxJsonConfiguration: {},
    },
  );
  const inputs = projects['shop']?.targets?.['dep-prune']?.inputs ?? [];
  const files = inputs.filter((input) => typeof input === 'string' && input.startsWith('{workspaceRoot}/'));
  rootFiles = files.map((input) => String(input).slice('{workspaceRoot}/'.length));
});
afterAll(() => rmSync(workspaceRoot, { recursive: true, force: true }));

it.each(READ)('%s at the workspace root is an input of each task', (file) => {
  expect(isCommandFile(file) || toolFiles.some(([pattern]) => pattern.test(file)), 'nothing reads it').toBe(true);
  expect(rootFiles.some((pattern) => path.posix.matchesGlob(file, pattern))).toBe(true);
});
