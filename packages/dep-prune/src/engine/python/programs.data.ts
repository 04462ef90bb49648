/**
 * Programs whose name is not that of the distribution that brings them: the program, then the distributions. Written down
 * as they are known, not read from the wheels; the metadata of what is installed counts besides.
 */
const PROGRAMS = `
airflow apache-airflow
ansible-playbook ansible ansible-core
aws awscli
basedpyright-langserver basedpyright
bump2version bump2version
bumpversion bumpversion bump2version
cfn-lint cfn-lint
cythonize cython
cz commitizen
dennis-cmd dennis
cyclonedx-py cyclonedx-bom
datamodel-codegen datamodel-code-generator
dbt dbt-core
ddtrace-run ddtrace
dmypy mypy
django-admin django
dramatiq-gevent dramatiq
fab fabric
fastapi fastapi-cli fastapi
great_expectations great-expectations
http httpie
https httpie
huey_consumer huey
huey_consumer.py huey
inv invoke
ipdb3 ipdb
ipython3 ipython
jupyter jupyter jupyter-core notebook jupyterlab
jupyter-lab jupyterlab
jupyter-notebook notebook
lint-imports import-linter
newrelic-admin newrelic
opentelemetry-bootstrap opentelemetry-instrumentation
opentelemetry-instrument opentelemetry-instrumentation
pip-compile pip-tools
pip-sync pip-tools
playwright playwright pytest-playwright
poe poethepoet
pre-commit pre-commit
ptw pytest-watch pytest-watcher
py.test pytest
pybabel babel
pyinstaller pyinstaller
pylint-config pylint
rasa rasa
robot robotframework
rqscheduler rq-scheduler
rqworker rq
sam aws-sam-cli
semantic-release python-semantic-release
sphinx-apidoc sphinx
sphinx-build sphinx
sphinx-quickstart sphinx
strawberry strawberry-graphql
stubgen mypy
stubtest mypy
supervisorctl supervisor
supervisord supervisor
task taskipy
watchmedo watchdog
yoyo yoyo-migrations
`;

/** Modules that are run with `python -m`, where the module is not named as the distribution is. */
const MODULES = `
grpc_tools.protoc grpcio-tools
pytest pytest
robot robotframework
sphinx sphinx
`;

/** The distributions that bring a program, by its name. */
export const programs: ReadonlyMap<string, readonly string[]> = parse(PROGRAMS);

/** The distributions that are run as a module. */
export const modulePrograms: ReadonlyMap<string, readonly string[]> = parse(MODULES);

/**
 * Distributions that people run by hand while they work: no file has to mention them. They are what stays `unknown` in
 * place of `unused` where they are declared for development.
 */
export const handTools: ReadonlySet<string> = new Set(
  (
    'autoflake autopep8 bandit basedpyright black build bump2version bumpver codespell commitizen coverage debugpy ' +
    'deptry docformatter fawltydeps flake8 hatch httpie icecream ipdb ipykernel ipython isort jupyter jupyterlab jupytext line-profiler ' +
    'locust memray mypy nox notebook pdbpp pdm pip pip-audit pip-tools pipdeptree poetry poethepoet pre-commit ptpython ' +
    'pudb pycodestyle pydocstyle pylint pyright pyupgrade py-spy pytest pytest-watcher radon ruff safety scalene snakeviz ' +
    'taskipy tox towncrier twine ty uv vulture watchdog watchfiles wheel yapf django-extensions mkdocs mike virtualenv prek zizmor diff-cover cibuildwheel ' +
    'check-manifest check-wheel-contents interrogate nbqa nbstripout reuse sphinx-autobuild sphinx-lint tbump yamllint'
  ).split(' '),
);

/** Programs that serve in production: their settings and commands are no sign of development. */
export const servers: ReadonlySet<string> = new Set(
  (
    'alembic gunicorn uvicorn hypercorn daphne uwsgi pyuwsgi waitress supervisor celery dramatiq rq huey scrapy dbt-core ' +
    'newrelic ddtrace protobuf grpcio-tools babel flask-babel dvc mlflow prefect dagster apache-airflow streamlit'
  ).split(' '),
);

/** What other packages need without saying so: installing, building and finding plugins. */
export const installers: ReadonlySet<string> = new Set(['setuptools', 'pip', 'wheel', 'distribute']);

function parse(table: string): Map<string, string[]> {
  return new Map(
    table
      .trim()
      .split('\n')
      .map((line): [string, string[]] => {
        const [program = '', ...names] = line.split(' ');
        return [program, names];
      }),
  );
}
