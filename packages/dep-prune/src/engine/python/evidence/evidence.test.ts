import { expect, it } from 'vitest';
import { factsOf } from '../fixtures/test-project.js';

type Files = Record<string, string>;

/** What of a requirement is found in some files: `kind scope`, with `?` for a use that may never happen. */
function find(name: string, files: Files): string[] {
  const { evidence } = factsOf({ 'requirements.txt': `${name}\n`, 'app/__init__.py': '', ...files });
  return evidence
    .filter((each) => each.name === name)
    .map(
      ({ kind, scope, conditional, file, line }) => `${kind} ${scope}${conditional ? '?' : ''} ${file}:${line ?? ''}`,
    );
}

const uses: readonly (readonly [what: string, name: string, files: Files, expected: string])[] = [
  ['an import of what has another name', 'pyyaml', { 'app/main.py': 'import yaml\n' }, 'import runtime app/main.py:1'],
  [
    'a namespace',
    'google-cloud-storage',
    { 'app/main.py': 'from google.cloud import storage\n' },
    'import runtime app/main.py:1',
  ],
  [
    'an import of a test',
    'responses',
    { 'tests/test_a.py': 'import responses\n' },
    'import development tests/test_a.py:1',
  ],
  [
    'an import for type checkers',
    'pandas',
    { 'app/main.py': 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas\n' },
    'import type-checking? app/main.py:3',
  ],
  [
    'an import that may fail',
    'ujson',
    { 'app/main.py': 'try:\n    import ujson\nexcept ImportError:\n    ujson = None\n' },
    'import runtime? app/main.py:2',
  ],
  [
    'an import in a function',
    'rich',
    { 'app/main.py': 'def f():\n    import rich\n' },
    'import runtime? app/main.py:2',
  ],
  [
    'a module that nothing loads',
    'boto3',
    { 'app/backends/s3.py': 'import boto3\n' },
    'import runtime? app/backends/s3.py:1',
  ],
  [
    'a literal of importlib',
    'boto3',
    { 'app/main.py': 'import importlib\nimportlib.import_module("boto3")\n' },
    'dynamic-import runtime? app/main.py:2',
  ],
  [
    'a test that needs a module',
    'mock',
    { 'tests/test_a.py': 'import pytest\npytest.importorskip("mock")\n' },
    'dynamic-import development? tests/test_a.py:2',
  ],
  [
    'code in a string',
    'hypothesis',
    { 'tests/test_a.py': 'CODE = """\nfrom hypothesis import given\n"""\n' },
    'dynamic-import development? tests/test_a.py:2',
  ],
  [
    'INSTALLED_APPS with a name that differs',
    'django-axes',
    { 'app/settings.py': 'INSTALLED_APPS = [\n    "axes",\n]\n' },
    'setting runtime? app/settings.py:2',
  ],
  [
    'a fork that brings the same module',
    'django-cors-middleware',
    { 'app/settings.py': 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n' },
    'setting runtime? app/settings.py:1',
  ],
  [
    'a logging configuration',
    'python-json-logger',
    { 'logging.yaml': 'class: pythonjsonlogger.jsonlogger.JsonFormatter\n' },
    'setting runtime? logging.yaml:1',
  ],
  [
    'an extension of Sphinx',
    'sphinx-rtd-theme',
    { 'docs/conf.py': 'html_theme = "sphinx_rtd_theme"\n' },
    'setting development docs/conf.py:1',
  ],
  [
    'a driver in an address',
    'asyncpg',
    { 'app/db.py': 'URL = "postgresql+asyncpg://localhost"\n' },
    'plugin runtime? app/db.py:1',
  ],
  ['an engine of pandas', 'openpyxl', { 'app/a.py': 'df.to_excel("a.xlsx")\n' }, 'plugin runtime? app/a.py:1'],
  ['what zoneinfo reads', 'tzdata', { 'app/a.py': 'from zoneinfo import ZoneInfo\n' }, 'plugin runtime? app/a.py:1'],
  ['a table of settings', 'black', { 'pyproject.toml': '[tool.black]\n' }, 'setting development pyproject.toml:'],
  ['a section of setup.cfg', 'flake8', { 'setup.cfg': '[flake8]\nignore = E1\n' }, 'setting development setup.cfg:1'],
  ['a file of settings', 'gunicorn', { 'gunicorn.conf.py': '' }, 'setting runtime? gunicorn.conf.py:'],
  [
    'a plugin of mypy',
    'django-stubs',
    { 'pyproject.toml': '[tool.mypy]\nplugins = ["django_stubs.main"]\n' },
    'setting development pyproject.toml:',
  ],
  [
    'a notebook',
    'seaborn',
    {
      'a.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: ['%matplotlib inline\n', 'import seaborn'] }] }),
    },
    'import development? a.ipynb:',
  ],
  [
    'what an image starts',
    'gunicorn',
    { Dockerfile: 'FROM x\nCMD ["gunicorn", "app"]\n' },
    'command runtime Dockerfile:2',
  ],
  ['what a build runs', 'uvicorn', { Dockerfile: 'FROM x\nRUN uvicorn --help\n' }, 'command runtime? Dockerfile:2'],
  [
    'the image it starts from',
    'gunicorn',
    { Dockerfile: 'FROM me/uvicorn-gunicorn:3\n' },
    'command runtime? Dockerfile:1',
  ],
  ['a Procfile', 'celery', { Procfile: 'worker: celery -A app worker\n' }, 'command runtime Procfile:1'],
  ['a Makefile', 'ruff', { Makefile: 'lint:\n\truff check\n' }, 'command development Makefile:2'],
  [
    'a workflow, run as a module',
    'pytest',
    { '.github/workflows/ci.yml': 'run: python -m pytest\n' },
    'command development .github/workflows/ci.yml:1',
  ],
  [
    'a script without an ending',
    'gunicorn',
    { 'bin/start': '#!/bin/sh\nexec gunicorn app\n' },
    'command runtime? bin/start:2',
  ],
  ['a program of another name', 'flask', { 'run.sh': 'flask run\n' }, 'command runtime? run.sh:1'],
  ['stubs of what is imported', 'types-pyyaml', { 'app/main.py': 'import yaml\n' }, 'stubs development app/main.py:1'],
  [
    'what the build requires',
    'setuptools-scm',
    { 'pyproject.toml': '[build-system]\nrequires = ["setuptools-scm"]\n' },
    'build build pyproject.toml:2',
  ],
  [
    'an entry point into another distribution',
    'click',
    { 'pyproject.toml': '[project]\nname = "shop"\n[project.scripts]\nshop = "click:main"\n' },
    'entry-point runtime pyproject.toml:4',
  ],
  [
    'a comment',
    'urllib3',
    { 'requirements.txt': 'urllib3>=2.2.2  # CVE-2024-37891\n' },
    'comment runtime requirements.txt:1',
  ],
];

it.each(uses)('sees %s', (_what, name, files, expected) => {
  expect(find(name, files)).toContain(expected);
});

const nothing: readonly (readonly [what: string, name: string, files: Files])[] = [
  ['a word in a comment', 'gunicorn', { Makefile: '# gunicorn\n' }],
  ['an installation', 'ruff', { Dockerfile: 'FROM x\nRUN pip install ruff\n' }],
  ['a module of the standard library with a longer name beside it', 'urllib3', { 'app/a.py': 'import urllib.parse\n' }],
  ['a module that its own distribution provides', 'django-redis', { 'app/a.py': 'import redis\n' }],
  ['its own module', 'types-six', { 'app/a.py': 'import os\n' }],
  ['stubs for tests of what is not there', 'pytest-cov', { 'app/a.py': 'import os\n' }],
  ['a file name', 'click', { 'app/a.py': 'NAME = "click.py"\n' }],
  ['env_file of compose', 'python-dotenv', { 'compose.yaml': 'env_file: .env\n' }],
  ['a comment that a tool wrote', 'idna', { 'requirements.txt': 'idna==3.7  # via requests\n' }],
  ['vendored copies', 'six', { 'app/_vendor/x.py': 'import six\n' }],
];

it.each(nothing)('takes no use from %s', (_what, name, files) => {
  expect(find(name, files)).toEqual([]);
});
