import type { Scenario } from './scenario.mjs';

const project = (more = '', name = 'app'): string =>
  `[project]\nname = "${name}"\nversion = "0.1.0"\nrequires-python = ">=3.10"\ndependencies = []\n${more}`;
const devTools = (...tools: string[]): string =>
  `\n[dependency-groups]\ndev = [${tools.map((tool) => `"${tool}"`).join(', ')}]\n`;

export const pythonScenarios: readonly Scenario[] = [
  {
    name: 'a module that no manifest declares, run by Python',
    by: 'python/undeclared-module',
    needs: ['uv'],
    files: { 'pyproject.toml': project(), 'main.py': 'import yaml\n\nprint(yaml.safe_dump([1]))\n' },
    setup: 'uv lock',
    check: 'uv run --locked python main.py',
  },
  {
    name: 'an undeclared module of a test, collected by pytest',
    by: 'python/undeclared-module',
    needs: ['uv'],
    files: {
      'pyproject.toml': project(devTools('pytest')),
      'tests/test_main.py': 'import yaml\n\n\ndef test_it():\n    assert yaml.safe_load("1") == 1\n',
    },
    setup: 'uv lock',
    check: 'uv run --locked pytest -q && grep -A3 dependency-groups pyproject.toml | grep -q pyyaml',
  },
  {
    name: 'an undeclared module, checked by mypy',
    by: 'python/undeclared-module',
    needs: ['uv'],
    files: { 'pyproject.toml': project(devTools('mypy')), 'app.py': 'import attrs\n\nprint(attrs.asdict)\n' },
    setup: 'uv lock',
    check: 'uv run --locked mypy app.py',
  },
  {
    name: 'an undeclared module, checked by pyright',
    by: 'python/undeclared-module',
    needs: ['uv', 'pyright'],
    files: {
      'pyproject.toml': project('\n[tool.pyright]\nvenvPath = "."\nvenv = ".venv"\n'),
      'app.py': 'import attrs\n\nprint(attrs.asdict)\n',
    },
    setup: 'uv lock',
    check: 'uv sync --locked && pyright app.py',
  },
  {
    name: 'missing type packages, told by mypy',
    by: 'python/missing-stubs',
    needs: ['uv'],
    files: {
      'pyproject.toml': project(devTools('mypy')).replace('dependencies = []', 'dependencies = ["pyyaml"]'),
      'app.py': 'import yaml\n\nprint(yaml.safe_dump([1]))\n',
    },
    setup: 'uv lock',
    check: 'uv run --locked mypy app.py',
  },
  {
    name: 'a function that has another name now, run by Python',
    by: 'python/renamed-import',
    files: {
      'pyproject.toml': project(),
      'app/__init__.py': '',
      'app/core.py': 'def load_settings():\n    return 1\n',
      'main.py': 'from app.core import load_setting\n\nprint(load_setting())\n',
    },
    check: 'python3 main.py',
  },
  {
    name: 'a function that has another name now, checked by mypy',
    by: 'python/renamed-import',
    needs: ['uv'],
    files: {
      'pyproject.toml': project(devTools('mypy')),
      'app/__init__.py': '',
      'app/core.py': 'def load_settings() -> int:\n    return 1\n',
      'main.py': 'from app.core import load_setting\n\nprint(load_setting())\n',
    },
    check: 'uv run mypy main.py',
  },
  {
    name: 'a module of the standard library is not imported, run by Python',
    by: 'python/forgotten-standard-import',
    files: { 'pyproject.toml': project(), 'main.py': 'print(json.dumps([1]))\n' },
    check: 'python3 main.py',
  },
  {
    name: 'a name of typing is not imported, told by ruff',
    by: 'python/forgotten-typing-import',
    needs: ['ruff'],
    files: { 'pyproject.toml': project(), 'main.py': 'def f(a: Any) -> None:\n    print(a)\n' },
    check: 'ruff check main.py',
  },
  {
    name: 'a collection that moved to collections.abc',
    by: 'python/collections-abc',
    files: { 'pyproject.toml': project(), 'main.py': 'from collections import Mapping\n\nprint(Mapping)\n' },
    check: 'python3 main.py',
  },
  {
    name: 'requires-python is too low for the syntax, told by ruff',
    by: 'python/requires-python-syntax',
    needs: ['ruff'],
    files: {
      'pyproject.toml': project().replace('3.10', '3.9'),
      'main.py': 'match 1:\n    case 1:\n        print(1)\n',
    },
    check: 'ruff check main.py',
  },
  {
    name: 'requires-python is too low for a dependency, told by uv',
    by: 'python/requires-python-dependency',
    needs: ['uv'],
    files: {
      'pyproject.toml': project()
        .replace('3.10', '3.8')
        .replace('dependencies = []', 'dependencies = ["networkx==3.4.2"]'),
    },
    check: 'uv lock',
  },
  {
    name: 'uv.lock out of date',
    by: 'python/lock-outdated',
    needs: ['uv'],
    files: { 'pyproject.toml': project() },
    setup: 'uv lock',
    then: { 'pyproject.toml': project().replace('dependencies = []', 'dependencies = ["iniconfig"]') },
    check: 'uv sync --locked',
  },
  {
    name: 'poetry.lock out of date',
    by: 'python/lock-outdated',
    needs: ['poetry'],
    files: { 'pyproject.toml': project('[tool.poetry]\npackage-mode = false\n') },
    setup: 'poetry lock',
    then: { 'pyproject.toml': project('[tool.poetry]\npackage-mode = false\n').replace('3.10', '3.11') },
    check: 'poetry install --no-interaction',
  },
  {
    name: 'a project of the workspace without its source, told by uv',
    by: 'python/uv-workspace-source',
    needs: ['uv'],
    projects: { api: 'services/api', billing: 'libs/billing' },
    files: {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]\n',
      'services/api/pyproject.toml': project('', 'api').replace('dependencies = []', 'dependencies = ["acme-billing"]'),
      'libs/billing/pyproject.toml': project('', 'acme-billing'),
    },
    check: 'uv lock',
  },
  {
    name: 'a source that is no member of the workspace, told by uv',
    by: 'python/uv-workspace-member',
    needs: ['uv'],
    projects: { api: 'services/api', billing: 'libs/billing' },
    files: {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["services/*"]\n',
      'services/api/pyproject.toml': `${project('', 'api').replace('dependencies = []', 'dependencies = ["acme-billing"]')}\n[tool.uv.sources]\nacme-billing = { workspace = true }\n`,
      'libs/billing/pyproject.toml': project('', 'acme-billing'),
    },
    check: 'uv lock',
  },
  {
    name: 'a fixture whose plugin is not installed, told by pytest',
    by: 'python/fixture-plugin',
    needs: ['uv'],
    files: {
      'pyproject.toml': project(devTools('pytest')),
      'tests/test_main.py': 'def test_it(mocker):\n    assert mocker\n',
    },
    setup: 'uv lock',
    check: 'uv run --locked pytest -q',
  },
  {
    name: 'an option whose plugin is not installed, told by pytest',
    by: 'python/option-plugin',
    needs: ['uv'],
    files: {
      'pyproject.toml': project(`${devTools('pytest')}\n[tool.pytest.ini_options]\naddopts = "--cov=app"\n`),
      'tests/test_main.py': 'def test_it():\n    pass\n',
    },
    setup: 'uv lock',
    check: 'uv run --locked pytest -q',
  },
  {
    name: 'a statement print',
    by: 'python/print-statement',
    files: { 'pyproject.toml': project(), 'main.py': 'print "hello"\n' },
    check: 'python3 main.py',
  },
  {
    name: 'a colon is missing',
    by: 'python/missing-colon',
    files: { 'pyproject.toml': project(), 'main.py': 'def f()\n    return 1\n\n\nprint(f())\n' },
    check: 'python3 main.py',
  },
  {
    name: 'a misspelled name, told by Python',
    by: 'python/suggested-name',
    files: { 'pyproject.toml': project(), 'main.py': 'import math\n\nprint(math.sqr(4))\n' },
    check: 'python3 main.py',
  },
  {
    name: 'imports that are not sorted and not used, told by ruff',
    by: 'ruff',
    needs: ['ruff'],
    files: {
      'pyproject.toml': project('\n[tool.ruff.lint]\nselect = ["I", "F"]\n'),
      'main.py': 'import sys\nimport json\nimport os\n\nprint(json, sys)\n',
    },
    check: 'ruff check main.py',
  },
];
