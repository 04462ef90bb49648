import { expect, it } from 'vitest';
import { factsOf, kindsOf, pyproject } from './fixtures/test-project.js';

const CODE = { 'shop/__init__.py': 'import flask\n', 'tests/test_shop.py': 'import shop\n' };

it('says unused of a library that nothing mentions', () => {
  expect(kindsOf({ 'requirements.txt': 'flask\nrequests\n', ...CODE })).toEqual({ flask: 'used', requests: 'unused' });
});

it('says runtime of what loads with the program alone', () => {
  const groups =
    '[dependency-groups]\ntest = ["requests", "rich", "boto3"]\n[build-system]\nrequires = []\nbuild-backend = "x"\n';
  const kinds = kindsOf({
    'pyproject.toml': pyproject([], groups),
    'shop/__init__.py': 'import requests\ndef show():\n    import rich\n',
    'shop/contrib/s3.py': 'import boto3\n',
    'shop/contrib/__init__.py': '',
  });
  expect(kinds).toEqual({ requests: 'runtime', rich: 'used', boto3: 'used' });
});

it('says dev-only of what tests alone import, and not of what another package loads', () => {
  const kinds = kindsOf({
    'pyproject.toml': pyproject(['httpx', 'anyio', 'responses']),
    'shop/__init__.py': 'import httpx\n',
    'tests/test_shop.py': 'import anyio\nimport responses\n',
  });
  expect(kinds).toEqual({ anyio: 'used', httpx: 'used', responses: 'dev-only' });
});

it('takes tasks.py and utils inside of a program for its parts', () => {
  const kinds = kindsOf({
    'requirements.txt': 'sendgrid\nflask\n',
    'shop/mail/tasks.py': 'import sendgrid\n',
    'shop/utils/a.py': 'import flask\n',
  });
  expect(kinds).toEqual({ flask: 'used', sendgrid: 'used' });
});

it('does not know what serves development, unless it is a library and the tests are here', () => {
  const development = pyproject(
    [],
    '[dependency-groups]\ntest = ["requests", "prek", "someplugin"]\nrelease = ["httpx"]\n',
  );
  expect(kindsOf({ 'pyproject.toml': development, ...CODE, 'shop/__init__.py': '' })).toEqual({
    httpx: 'unknown',
    prek: 'unknown',
    requests: 'unused',
    someplugin: 'unknown',
  });
});

it.each([
  ['a driver whose address stands elsewhere', ['django', 'psycopg2'], 'import django\n', 'psycopg2'],
  ['what is for one platform', ['django', 'pywin32; sys_platform == "win32"'], 'import django\n', 'pywin32'],
  ['what may provide a module that nobody is known for', ['acme-tools'], 'import acmelib\n', 'acme-tools'],
  ['what is named where things are loaded', ['requests'], 'configure(backend="requests")\n', 'requests'],
  ['what others need without saying so', ['setuptools'], 'import os\n', 'setuptools'],
])('does not know %s', (_what, dependencies, code, name) => {
  expect(kindsOf({ 'pyproject.toml': pyproject(dependencies), 'shop/__init__.py': code })[name]).toBe('unknown');
});

it('does not judge a program for development in the only list that there is', () => {
  expect(kindsOf({ 'requirements.txt': 'isort\n', 'a.py': '' })).toEqual({ isort: 'unknown' });
  const two = { 'requirements.txt': 'isort\n', 'requirements-dev.txt': 'black\n', 'a.py': '' };
  expect(kindsOf(two)).toEqual({ black: 'unknown', isort: 'unused' });
});

it('says nothing without any code', () => {
  expect(kindsOf({ 'requirements.txt': 'flask\n' })).toEqual({ flask: 'unknown' });
});

it('takes requirements files beside metadata for a list of developers', () => {
  const setup = 'from setuptools import setup\nsetup(name="shop", install_requires=["flask"])\n';
  const files = { 'setup.py': setup, 'requirements.txt': 'requests\n', 'shop/__init__.py': 'import flask\n' };
  expect(factsOf(files).declarations.map(({ name, scope }) => [name, scope])).toEqual([
    ['flask', 'runtime'],
    ['requests', 'development'],
  ]);
  const read = setup.replace('["flask"]', 'open("requirements.txt").readlines()');
  expect(factsOf({ ...files, 'setup.py': read }).declarations.map(({ scope }) => scope)).toEqual(['runtime']);
});

it('declares a line once that several groups share', () => {
  const groups = '[dependency-groups]\ntest = ["pytest"]\ndev = [{ include-group = "test" }, "ruff"]\n';
  const { declarations } = factsOf({ 'pyproject.toml': pyproject([], groups) });
  expect(declarations.map(({ name, group }) => `${name} ${group}`)).toEqual(['pytest group test', 'ruff group dev']);
});

it('reads requirements of all kinds in their folder', () => {
  const { declarations } = factsOf({
    'requirements/base.txt': 'flask\n',
    'requirements/dev.txt': '-r base.txt\nruff\n',
    'requirements/prod.in': '-r base.txt\ngunicorn\n',
    'requirements/constraints.txt': 'idna<4\n',
  });
  expect(declarations.map(({ name, scope }) => `${name} ${scope}`)).toEqual([
    'flask runtime',
    'gunicorn runtime',
    'ruff development',
  ]);
});

it('does not know an application of Django where a setting names what nobody is known for', () => {
  const settings = '# "other.middleware.X"\nMIDDLEWARE = ["acmeguard.middleware.Guard"]\n';
  const kinds = kindsOf({
    'requirements.txt': 'django-acme-guard\nrequests\n',
    'shop/settings.py': settings,
  });
  expect(kinds).toEqual({ 'django-acme-guard': 'unknown', requests: 'unused' });
});

it('takes a group that names the build backend again, and an extra whose package looks for an entry point, as used', () => {
  const pyproject =
    '[project]\nname = "app"\nversion = "1"\n[project.optional-dependencies]\ni18n = ["Babel"]\n' +
    '[project.entry-points."babel.extractors"]\napp = "app:extract"\n' +
    '[dependency-groups]\nbuild = ["hatchling", "numpy"]\n[build-system]\nrequires = ["hatchling"]\n';
  const kinds = kindsOf({ 'pyproject.toml': pyproject, 'app.py': 'def extract(): ...\n' });
  expect(kinds).toMatchObject({ babel: 'used', hatchling: 'used' });
  expect(kinds['numpy']).not.toBe('used');
});

it('heeds what deptry and FawltyDeps were told', () => {
  const settings =
    '[tool.deptry.per_rule_ignores]\nDEP002 = ["requests"]\n[tool.fawltydeps]\nignore_unused = ["Rich"]\n';
  expect(kindsOf({ 'pyproject.toml': pyproject(['requests', 'rich', 'httpx'], settings), ...CODE })).toMatchObject({
    httpx: 'unused',
    requests: 'keep',
    rich: 'keep',
  });
});

it('knows that a module of every Python is not loaded from a distribution of its name', () => {
  const code = 'import asyncio\nimport dataclasses\n';
  const declared = ['asyncio', 'dataclasses; python_version < "3.7"'];
  expect(kindsOf({ 'pyproject.toml': pyproject(declared), 'shop/__init__.py': code })).toEqual({
    asyncio: 'unused',
    dataclasses: 'used',
  });
});

it('reads the groups that PDM had before there was a standard', () => {
  const groups = '[tool.pdm.dev-dependencies]\ntest = ["requests", "responses"]\n';
  const tests = { 'shop/__init__.py': '', 'tests/test_shop.py': 'import responses\n' };
  expect(kindsOf({ 'pyproject.toml': pyproject([], groups), ...tests })).toEqual({
    requests: 'unused',
    responses: 'used',
  });
});

it('knows applications of Django in a file of whatever name, and no setting in a comment', () => {
  const files = {
    'requirements.txt': 'django\ndjango-extensions\ndjango-jsonfield-compat\n',
    'config/django/base.py': 'import django\nTHIRD_PARTY_APPS = [\n    "django_extensions",\n]\n',
    'config/settings.py': "# 'axes.middleware.FailedLoginMiddleware'\n",
  };
  expect(kindsOf(files)).toEqual({
    django: 'used',
    'django-extensions': 'used',
    'django-jsonfield-compat': 'unused',
  });
});

it('takes a list in an order of its own for one that somebody wrote', () => {
  const names =
    'kombu click flask zope-event attrs numpy pandas boto3 rich httpx anyio pyyaml lxml redis fastapi'.split(' ');
  const list = (sorted: readonly string[]): string => sorted.map((name) => `${name}==1.0\n`).join('');
  const code = { 'shop/__init__.py': 'import flask\n' };
  expect(kindsOf({ 'requirements.txt': list(names), ...code })['numpy']).toBe('unused');
  expect(kindsOf({ 'requirements.txt': list(names.toSorted()), ...code })['numpy']).toBe('unknown');
});
