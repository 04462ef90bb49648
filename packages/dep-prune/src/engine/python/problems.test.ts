import { expect, it } from 'vitest';
import { factsOf, kindsOf, pyproject } from './fixtures/test-project.js';

/** `rule file:line` of what is found in a project. */
function problemsOf(files: Record<string, string>): string[] {
  return factsOf({ 'app.py': 'import flask\n', ...files }).diagnostics.map(
    ({ ruleId, location }) => `${ruleId} ${location?.file}:${location?.region?.start.line ?? ''}`,
  );
}

const UV_LOCK = `version = 1
requires-python = ">=3.12"

[[package]]
name = "shop"
version = "1.0"
source = { virtual = "." }
dependencies = [{ name = "flask" }]

[[package]]
name = "flask"
version = "3.0.3"
source = { registry = "https://pypi.org/simple" }
`;

it.each([
  [
    'a name twice with different markers',
    { 'requirements.txt': 'flask<3; python_version < "3.9"\nflask>=3; python_version >= "3.9"\n' },
    'deps/declared-twice requirements.txt:2',
  ],
  ['a name twice', { 'requirements.txt': 'flask\n\nflask>=3\n' }, 'deps/declared-twice requirements.txt:3'],
  [
    'a name in two groups',
    { 'pyproject.toml': pyproject([], '[dependency-groups]\ntest = ["flask"]\ndocs = ["flask>=3"]\n') },
    'deps/declared-in-groups pyproject.toml:7',
  ],
  [
    'includes in a cycle',
    { 'requirements.txt': '-r requirements-dev.txt\nflask\n', 'requirements-dev.txt': 'ruff\n-r requirements.txt\n' },
    'deps/include-cycle requirements-dev.txt:2',
  ],
  ['a manifest that is no TOML', { 'pyproject.toml': '[project\n' }, 'deps/manifest-unreadable pyproject.toml:1'],
  [
    'a line that is no requirement',
    { 'requirements.txt': 'flask\n==3\n' },
    'deps/manifest-unreadable requirements.txt:2',
  ],
  [
    'a lock that does not match',
    { 'pyproject.toml': pyproject(['flask', 'requests']), 'uv.lock': UV_LOCK },
    'deps/lock-mismatch pyproject.toml:4',
  ],
  [
    'a lock that is broken',
    { 'pyproject.toml': pyproject(['flask']), 'uv.lock': '<<<<<<< a\n' },
    'deps/lock-unreadable uv.lock:1',
  ],
  [
    'an environment of another Python',
    {
      'pyproject.toml': pyproject(['flask'], 'requires-python = ">=3.12"\n'),
      '.venv/pyvenv.cfg': 'home = /usr/bin\nversion = 3.8.10\n',
    },
    'deps/environment-mismatch .venv/pyvenv.cfg:2',
  ],
  [
    'metadata without a name',
    {
      'requirements.txt': 'flask\n',
      '.venv/pyvenv.cfg': 'version = 3.12.1\n',
      '.venv/lib/python3.12/site-packages/rich-13.0.dist-info/METADATA': '',
    },
    'deps/metadata-broken .venv/lib/python3.12/site-packages/rich-13.0.dist-info:',
  ],
  [
    'a report that pip did not write',
    { 'requirements.txt': 'flask\n', 'pip-report.json': '{}' },
    'deps/metadata-broken pip-report.json:1',
  ],
])('reports %s once, with its place', (_what, files, expected) => {
  expect(problemsOf(files as Record<string, string>)).toEqual([expected]);
});

it('reports nothing of a project in order', () => {
  expect(problemsOf({ 'pyproject.toml': pyproject(['flask']), 'uv.lock': UV_LOCK })).toEqual([]);
});

it('judges the rest of a file with one bad line, and marks the file', () => {
  const files = { 'requirements.txt': 'flask\n==3\nrequests\n', 'app.py': 'import flask\n' };
  expect(kindsOf(files)).toEqual({ flask: 'used', requests: 'unused' });
  expect([...factsOf(files).unreadable]).toEqual(['requirements.txt']);
});

it('does not ask a lock that does not match what brings what', () => {
  expect(
    factsOf({ 'pyproject.toml': pyproject(['flask', 'requests']), 'uv.lock': UV_LOCK }).resolution,
  ).toBeUndefined();
});
