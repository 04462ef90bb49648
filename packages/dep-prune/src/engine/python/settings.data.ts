/**
 * Tables of `pyproject.toml`, `setup.cfg` and `tox.ini` (without `tool.`) that configure a distribution of another name.
 * A table named like a distribution counts without standing here. Written down as each tool's
 * documentation is known.
 */
export const tableTools: Readonly<Record<string, readonly string[]>> = {
  bumpversion: ['bump2version', 'bumpversion', 'bump-my-version'],
  'coverage:run': ['coverage', 'pytest-cov'],
  coverage: ['coverage', 'pytest-cov'],
  cz: ['commitizen'],
  flake8: ['flake8', 'flake8-pyproject', 'flake9'],
  importlinter: ['import-linter'],
  ini_options: ['pytest'],
  poe: ['poethepoet'],
  pytest: ['pytest'],
  'tool:pytest': ['pytest'],
  semantic_release: ['python-semantic-release'],
  setuptools_scm: ['setuptools-scm'],
  'hatch.version.source=vcs': ['hatch-vcs'],
  djlint: ['djlint'],
  'django-stubs': ['django-stubs'],
  'pydantic-mypy': ['pydantic'],
  tasks: ['taskipy'],
  briefcase: ['briefcase'],
};

/** Files whose presence says that a tool is used: the name or path, then the distributions. */
export const toolFiles: readonly (readonly [pattern: RegExp, names: readonly string[]])[] = [
  [/(?:^|\/)\.pre-commit-config\.ya?ml$/, ['pre-commit']],
  [/(?:^|\/)mkdocs\.ya?ml$/, ['mkdocs']],
  [/(?:^|\/)alembic\.ini$/, ['alembic']],
  [/(?:^|\/)tox\.ini$/, ['tox']],
  [/(?:^|\/)pytest\.ini$/, ['pytest']],
  [/(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/, ['pytest']],
  [/(?:^|\/)(?:\.coveragerc)$/, ['coverage', 'pytest-cov']],
  [/(?:^|\/)\.flake8$/, ['flake8']],
  [/(?:^|\/)\.?pylintrc$/, ['pylint']],
  [/(?:^|\/)\.?mypy\.ini$/, ['mypy']],
  [/(?:^|\/)pyrightconfig\.json$/, ['pyright', 'basedpyright']],
  [/(?:^|\/)\.?ruff\.toml$/, ['ruff']],
  [/(?:^|\/)\.isort\.cfg$/, ['isort']],
  [/(?:^|\/)\.bandit$/, ['bandit']],
  [/(?:^|\/)\.yamllint(?:\.ya?ml)?$/, ['yamllint']],
  [/(?:^|\/)\.?gunicorn[^/]*\.py$/, ['gunicorn']],
  [/(?:^|\/)uwsgi\.(?:ini|ya?ml)$/, ['uwsgi']],
  [/(?:^|\/)supervisord?\.conf$/, ['supervisor']],
  [/(?:^|\/)celeryconfig\.py$/, ['celery']],
  [/(?:^|\/)locustfile\.py$/, ['locust']],
  [/(?:^|\/)scrapy\.cfg$/, ['scrapy']],
  [/(?:^|\/)dbt_project\.ya?ml$/, ['dbt-core']],
  [/(?:^|\/)dvc\.ya?ml$/, ['dvc']],
  [/(?:^|\/)\.cookiecutter\.ya?ml$/, ['cookiecutter']],
  [/(?:^|\/)\.bumpversion\.(?:cfg|toml)$/, ['bump2version', 'bumpversion', 'bump-my-version']],
  [/(?:^|\/)\.importlinter$/, ['import-linter']],
  [/(?:^|\/)newrelic\.ini$/, ['newrelic']],
  [/(?:^|\/)babel\.cfg$/, ['babel', 'flask-babel']],
  [/\.proto$/, ['protobuf', 'grpcio-tools', 'betterproto']],
  [/\.pyx$/, ['cython']],
  [/\.ipynb$/, ['ipykernel', 'jupyter', 'notebook', 'jupyterlab']],
];

/** Distributions of settings that stand in a table of another tool: the path of a key, then how its values are named. */
export const pluginKeys: readonly (readonly [path: readonly string[], host: string])[] = [
  [['tool', 'mypy', 'plugins'], 'mypy'],
  [['tool', 'pylint', 'main', 'load-plugins'], 'pylint'],
  [['tool', 'pylint', 'MASTER', 'load-plugins'], 'pylint'],
  [['tool', 'coverage', 'run', 'plugins'], 'coverage'],
];
