import path from 'node:path';
import { instructionPath, shellWord } from '../quote.js';
import { type Mount, renderPairs, renderRun } from '../run.js';
import type { PlanArg, StagePlan } from '../types.js';
import { UV_IMAGE } from './images.js';
import type { Installer, PythonFacts } from './types.js';

/** Where the virtual environment is, in the stage that builds it and in those that run it. */
export const VENV = '/opt/venv';

/** Where the workspace's files are. */
export const APP = '/app';

/** What an installer does in each stage, as instructions. */
export interface InstallSteps {
  args: readonly PlanArg[];
  /** Stages before all others. */
  stages: readonly StagePlan[];
  /** Makes the installer ready. */
  setup: readonly string[];
  /** Installs what production needs, before any source is there. */
  dependencies: readonly string[];
  /** Adds what tests and development need. */
  development: readonly string[];
  /** Installs the project, once its sources are there. */
  project: readonly string[];
  /** The same, so that a change of a source counts at once. */
  editable: readonly string[];
  /** Files outside of the projects' folders that are mounted. */
  files: readonly string[];
}

/** What the project's installer does. */
export function planInstall(facts: PythonFacts): InstallSteps {
  const { installer } = facts;
  switch (installer.kind) {
    case 'uv':
      return planUv(facts, installer);
    case 'poetry':
      return planPoetry(facts, installer);
    case 'requirements':
      return planRequirements(facts, installer);
    case 'manifest':
      return planManifest(facts, installer);
  }
}

type Of<Kind extends Installer['kind']> = Extract<Installer, { kind: Kind }>;

const bind = (file: string): Mount => ({ kind: 'bind', source: file, target: `${APP}/${file}` });

/** Credentials for an index that asks for them; the mount is empty for a build that is given none. */
const credentials = ({ privateIndex }: PythonFacts): Mount[] =>
  privateIndex ? [{ kind: 'secret', id: 'netrc', target: '/root/.netrc' }] : [];

const workdir = (folder: string): string[] => (folder === '.' ? [] : [`WORKDIR ${APP}/${instructionPath(folder)}`]);

function planUv(facts: PythonFacts, installer: Of<'uv'>): InstallSteps {
  const lock = path.posix.join(installer.root, 'uv.lock');
  const mounts: Mount[] = [{ kind: 'cache', target: '/root/.cache/uv' }, ...credentials(facts)];
  const outside = [lock, ...installer.manifests];
  const copied = (file: string): boolean => facts.roots.some((root) => root === '.' || file.startsWith(`${root}/`));
  const which = installer.package === undefined ? [] : [`--package ${shellWord(installer.package)}`];
  const sync = (flags: readonly string[], files: readonly string[]): string =>
    renderRun([['uv sync --frozen', ...which, ...flags].join(' ')], [...mounts, ...files.map(bind)]);
  const later = outside.filter((file) => !copied(file));
  const noSource = installer.package === undefined ? '--no-install-project' : '--no-install-workspace';
  const tests = installer.testFlags ?? [];
  return {
    args: [{ name: 'UV_IMAGE', value: UV_IMAGE, image: true }],
    stages: [{ name: 'uv', from: '${UV_IMAGE}', body: [] }],
    setup: [
      'COPY --from=uv /uv /usr/local/bin/uv',
      ...renderPairs('ENV', [
        ['UV_PROJECT_ENVIRONMENT', VENV],
        ['UV_PYTHON_DOWNLOADS', '0'],
        ['UV_LINK_MODE', 'copy'],
        ['UV_COMPILE_BYTECODE', '1'],
      ]),
      ...workdir(installer.root),
    ],
    dependencies: [sync(['--no-dev', noSource], outside)],
    development: [sync([...tests, noSource], outside)],
    project: [sync(['--no-dev', '--no-editable'], later)],
    editable: [sync(tests, later)],
    files: later,
  };
}

/** Poetry lives in an environment of its own, so that nothing of it comes into the project's. */
function planPoetry(facts: PythonFacts, installer: Of<'poetry'>): InstallSteps {
  const files = ['pyproject.toml', 'poetry.lock'].map((name) => path.posix.join(installer.root, name));
  const outside = files.filter((file) => !facts.roots.some((root) => root === '.' || file.startsWith(`${root}/`)));
  const pip: Mount = { kind: 'cache', target: '/root/.cache/pip' };
  const cache: Mount[] = [{ kind: 'cache', target: '/root/.cache/pypoetry' }, ...credentials(facts)];
  const poetry = (flags: string, extra: readonly Mount[] = []): string =>
    renderRun([`/opt/poetry/bin/poetry install --no-interaction --compile ${flags}`.trimEnd()], [...cache, ...extra]);
  const packages = [...installer.paths, ...(facts.packaged ? [facts.project.root] : [])];
  const bare = '--no-root --no-directory';
  return {
    args: [{ name: 'POETRY_VERSION', value: installer.version, comment: 'That which wrote the lock.' }],
    stages: [],
    setup: [
      'ARG POETRY_VERSION',
      renderRun(
        ['python3 -m venv /opt/poetry', '/opt/poetry/bin/pip install "poetry==${POETRY_VERSION}"'],
        [pip, ...credentials(facts)],
      ),
      // Poetry installs into the environment that is active.
      ...renderPairs('ENV', [['VIRTUAL_ENV', VENV]]),
      makeVenv(),
      ...workdir(installer.root),
    ],
    dependencies: [poetry(`--only main ${bare}`, files.map(bind))],
    development: [poetry(bare, files.map(bind))],
    // Poetry installs local packages as links to their sources, which production does not have.
    project: installLocal(packages, [pip, ...credentials(facts)], {
      command: `pip --python ${VENV}/bin/python install --no-deps`,
    }),
    editable: [poetry('', outside.map(bind))],
    files: outside,
  };
}

const makeVenv = (): string => renderRun([`python3 -m venv --without-pip ${VENV}`]);

/** The environment has no pip of its own: that of the base image is told where to install. */
const PIP_ENV = renderPairs('ENV', [['PIP_PYTHON', `${VENV}/bin/python`]]);

interface LocalInstall {
  /** Before the paths. */
  command: string;
  editable?: boolean;
}

/** Installs packages of the workspace from their sources. */
function installLocal(
  packages: readonly string[],
  mounts: readonly Mount[],
  { command, editable = false }: LocalInstall,
): string[] {
  if (packages.length === 0) return [];
  const paths = packages.map((folder) => (folder === '.' ? APP : `${APP}/${instructionPath(folder)}`));
  const words = editable ? paths.map((each) => `--editable ${each}`) : paths;
  return [renderRun([`${command} ${words.join(' ')}`], mounts)];
}

function planRequirements(facts: PythonFacts, installer: Of<'requirements'>): InstallSteps {
  const mounts: Mount[] = [{ kind: 'cache', target: '/root/.cache/pip' }, ...credentials(facts)];
  const { files, included, development, paths } = installer;
  const flags = (list: readonly string[]): string =>
    list.map((file) => `--requirement ${instructionPath(path.posix.relative(facts.project.root, file))}`).join(' ');
  const read = [...files, ...included].map(bind);
  const folders = paths.map((folder): Mount => ({
    kind: 'bind',
    source: folder,
    target: `${APP}/${folder}`,
    writable: true,
  }));
  const local = facts.packaged ? [facts.project.root] : [];
  return {
    args: [],
    stages: [],
    // pip takes local paths in a list as seen from where it runs.
    setup: [makeVenv(), ...PIP_ENV, ...workdir(facts.project.root)],
    dependencies: [renderRun([`pip install ${flags(files)}`], [...mounts, ...read, ...folders])],
    development:
      development.length === 0
        ? []
        : [
            renderRun(
              [`pip install ${flags(development)}`],
              [...mounts, ...[...new Set([...files, ...included, ...development])].map(bind), ...folders],
            ),
          ],
    project: installLocal(local, mounts, { command: 'pip install --no-deps' }),
    editable: installLocal(local, mounts, { command: 'pip install --no-deps', editable: true }),
    files: [...files, ...included, ...development].filter(
      (file) => !facts.roots.some((root) => root === '.' || file.startsWith(`${root}/`)),
    ),
  };
}

/** Without a lock, what the manifest asks for is installed before the sources are there, too. */
function planManifest(facts: PythonFacts, installer: Of<'manifest'>): InstallSteps {
  const mounts: Mount[] = [{ kind: 'cache', target: '/root/.cache/pip' }, ...credentials(facts)];
  const { development, manifest } = installer;
  const local = facts.packaged ? [facts.project.root] : [];
  const tests = facts.hasPytest ? development : [...development, 'pytest'];
  return {
    args: [],
    stages: [],
    setup: [makeVenv(), ...PIP_ENV],
    dependencies: manifest.endsWith('.toml') ? [fromTable(facts, manifest, mounts)] : fromList(installer, mounts),
    development: tests.map((each) =>
      each === 'pytest'
        ? ['# hadolint ignore=DL3013', renderRun(['pip install pytest'], mounts)].join('\n')
        : renderRun([`pip install --requirement ${instructionPath(each)}`], [...mounts, bind(each)]),
    ),
    // Not `--no-deps`: what the manifest has gained since is installed too.
    project: installLocal(local, mounts, { command: 'pip install' }),
    editable: installLocal(local, mounts, { command: 'pip install', editable: true }),
    files: [],
  };
}

/** The dependencies that `pyproject.toml` has when the image is built. */
function fromTable({ python }: PythonFacts, manifest: string, mounts: readonly Mount[]): string {
  // pip brings the reader that older Pythons lack.
  const reader = Number(python.split('.')[1]) >= 11 ? 'import tomllib' : 'from pip._vendor import tomli as tomllib';
  const table = `tomllib.load(open('${instructionPath(manifest)}', 'rb'))`;
  const program = `${reader}; print(*${table}['project'].get('dependencies', []), sep='\\n')`;
  const list = '/tmp/requirements.txt';
  return renderRun(
    [`python3 -c "${program}" > ${list}`, `pip install --requirement ${list}`],
    [...mounts, bind(manifest)],
  );
}

/** A program's dependencies can't be asked for without running it: they stand in the Dockerfile. */
function fromList({ manifest, requirements }: Of<'manifest'>, mounts: readonly Mount[]): string[] {
  if (requirements.length === 0) return [];
  const list = requirements.map(shellWord).join(' ');
  return [
    [
      `# As ${manifest} has them; what it gains comes with the project, below.`,
      '# hadolint ignore=DL3013',
      renderRun([`pip install ${list}`], mounts),
    ].join('\n'),
  ];
}
