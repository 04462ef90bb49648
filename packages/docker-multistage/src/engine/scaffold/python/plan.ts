import { HoneError } from '@hone/core';
import { renderIgnoreLines } from '../ignore.js';
import { execForm, instructionPath } from '../quote.js';
import { renderApk, renderApt, renderPairs, renderPathEnv, renderRun } from '../run.js';
import type { DockerfilePlan, ScaffoldOptions, StagePlan, WantedStage } from '../types.js';
import { renderCheck, webHealth } from './health.js';
import { chooseImages, type Images } from './images.js';
import { APP, type InstallSteps, planInstall, VENV } from './install.js';
import { planStart, type Start } from './start.js';
import { systemPackages } from './system-packages.data.js';
import type { PythonFacts } from './types.js';
import { type Background, findBackground } from './background.js';

const PYTHON_ENV = renderPathEnv(`${VENV}/bin`, [
  ['PYTHONDONTWRITEBYTECODE', '1'],
  ['PYTHONUNBUFFERED', '1'],
]);

const CREDENTIALS = '# For an index that asks who you are: docker build --secret id=netrc,src=$HOME/.netrc';

/** Seconds for a check that loads the whole project and asks its broker. */
const SLOW = 20;

/** What the stages are made of. */
interface Draft {
  facts: PythonFacts;
  options: ScaffoldOptions;
  images: Images;
  install: InstallSteps;
  start: Start;
  background: Background;
  /** Where the commands of the project run. */
  home: string;
  wanted: ReadonlySet<WantedStage>;
}

/** Plans the Dockerfile of a Python project. @throws HoneError where no right one can be written */
export function planPython(facts: PythonFacts, options: ScaffoldOptions): DockerfilePlan {
  const start = planStart(facts, options);
  const background = findBackground(facts);
  const wanted = chooseStages(facts, options, background);
  const draft: Draft = {
    facts,
    options,
    images: chooseImages(facts, options.runtime),
    install: planInstall(facts),
    start,
    background,
    home: homeOf(facts),
    wanted,
  };
  const { args, stages } = draft.install;
  return {
    args: [...draft.images.args, ...args],
    stages: [...stages, ...buildStages(draft), ...developmentStages(draft), ...productionStages(draft)],
    ignore: renderIgnoreLines(
      [...facts.roots, ...draft.install.files],
      facts.roots.map((root) => (root === '.' ? 'dist' : `${root}/dist`)),
    ),
    ...(start.port !== undefined && { port: start.port }),
    notes: start.notes,
  };
}

/** An installed program needs no folder; a copied one runs where it lies. */
function homeOf({ project, packaged, code }: PythonFacts): string {
  return packaged && code.django === undefined ? APP : inImage(project.root);
}

/** Folders whose sources production gets as they are, beside what is installed. */
function keptFolders({ packaged, code, installer, roots, project }: PythonFacts): string[] {
  if (packaged && code.django === undefined) return [];
  // uv and poetry install the projects that this one depends on; pip does where its list names them.
  const kept = installer.kind === 'uv' || installer.kind === 'poetry' ? [project.root] : roots;
  return kept.map(inImage);
}

/** Where a folder of the workspace is in the image. */
const inImage = (root: string): string => (root === '.' ? APP : `${APP}/${instructionPath(root)}`);

function chooseStages(facts: PythonFacts, { stages }: ScaffoldOptions, background: Background): Set<WantedStage> {
  const fits: Record<WantedStage, boolean> = {
    production: true,
    development: true,
    test: facts.hasPytest,
    worker: background.worker !== undefined,
    scheduler: background.scheduler !== undefined,
  };
  for (const stage of stages ?? []) {
    if (!fits[stage])
      throw new HoneError(`The stage \`${stage}\` does not fit ${facts.project.name}: ${MISSING[stage]}`, {
        hint: 'Leave it out of `--stages`.',
      });
  }
  const all = (Object.keys(fits) as WantedStage[]).filter((stage) => fits[stage]);
  return new Set([...(stages ?? all), 'production']);
}

const MISSING: Partial<Record<WantedStage, string>> = {
  test: 'pytest is not among its dependencies.',
  worker: 'no Celery application, broker or the like was found in it.',
  scheduler: 'nothing in it is scheduled.',
};

function buildStages(draft: Draft): StagePlan[] {
  const { facts, images, install, wanted } = draft;
  const { build } = systemOf(draft);
  const hasDevelopment = (wanted.has('development') || wanted.has('test')) && install.development.length > 0;
  return [
    {
      name: 'base',
      from: '${PYTHON_IMAGE}',
      comment:
        images.runtime === 'base'
          ? 'What all stages share: the interpreter that builds the environment is the one that runs it.'
          : 'What all stages share but the last, which stands on a smaller image.',
      body: [PYTHON_ENV, ...systemInstall(images, images.installsPython ? [] : systemOf(draft).run), `WORKDIR ${APP}`],
    },
    {
      name: 'dependencies',
      from: 'base',
      comment: 'Dependencies alone: this layer is built again only when a manifest or the lock changes.',
      body: [
        ...systemInstall(images, [...pythonPackages(draft), ...build, ...(facts.needsGit ? ['git'] : [])]),
        ...install.setup,
        ...(facts.privateIndex ? [CREDENTIALS] : []),
        ...install.dependencies,
      ],
    },
    ...(hasDevelopment
      ? [
          {
            name: 'dev-dependencies',
            from: 'dependencies',
            comment: 'What tests and development need besides.',
            body: install.development,
          },
        ]
      : []),
    {
      name: 'build',
      from: 'dependencies',
      comment: 'The project itself.',
      body: [...copySources(facts), ...install.project, ...finish(draft)],
    },
  ];
}

/** Debian's own Python, for an image that has none. */
function pythonPackages({ images, facts }: Draft): string[] {
  if (!images.installsPython) return [];
  return facts.installer.kind === 'uv' ? ['python3'] : ['python3', 'python3-pip', 'python3-venv'];
}

function systemInstall({ flavour }: Images, packages: readonly string[]): string[] {
  const sorted = [...new Set(packages)].sort();
  if (sorted.length === 0) return [];
  return [flavour === 'alpine' ? renderApk(sorted) : renderApt(sorted)];
}

function systemOf({ facts, images: { flavour } }: Draft): { build: string[]; run: string[] } {
  const found = [...facts.installed].flatMap((name) => systemPackages[name] ?? []);
  return { build: found.flatMap(({ build }) => build[flavour]), run: found.flatMap(({ run }) => run[flavour]) };
}

function copySources({ roots }: PythonFacts): string[] {
  if (roots.includes('.')) return ['COPY . .'];
  return roots.map((root) => `COPY ${instructionPath(root)} ${inImage(root)}`);
}

/** What production does with sources that are not installed: without tests, static files gathered, compiled. */
function finish({ facts, home }: Draft): string[] {
  const kept = keptFolders(facts);
  if (kept.length === 0) return [];
  const tests = facts.testFolders.map(inImage);
  return [
    ...(home === APP ? [] : [`WORKDIR ${home}`]),
    renderRun([
      ...(tests.length > 0 ? [`rm -rf ${tests.join(' ')}`] : []),
      ...collectStatic(facts),
      `python -m compileall -q ${kept.join(' ')}`,
    ]),
  ];
}

/** The settings want their variables to be there; what they are does not matter here, and they are not kept. */
function collectStatic({ code: { django } }: PythonFacts): string[] {
  if (!django?.collectsStatic) return [];
  const variables = django.required.map((name) => `${name}=build `).join('');
  return [`${variables}python manage.py collectstatic --no-input`];
}

function developmentStages(draft: Draft): StagePlan[] {
  const { facts, install, options, start, home, wanted } = draft;
  const from = install.development.length > 0 ? 'dev-dependencies' : 'dependencies';
  const sources = [
    ...copySources(facts),
    ...install.editable,
    ...(home === APP ? [] : [`WORKDIR ${home}`]),
    ...pythonPath(facts),
  ];
  const tests = execForm(['pytest', '-p', 'no:cacheprovider', ...testTarget(facts, home)]);
  const development: StagePlan = {
    name: 'development',
    from,
    comment:
      `Starts again when a source changes: mount ${facts.roots.map((root) => `${root} at ${APP}/${root}`).join(', ')}.`.replaceAll(
        '/.',
        '',
      ),
    body: [
      ...sources,
      ...renderPairs('ENV', start.env),
      ...expose(start),
      `USER ${options.user}`,
      `CMD ${execForm(start.development)}`,
    ],
  };
  const test: StagePlan = {
    name: 'test',
    from,
    comment: 'Building it runs the tests; so does running it, beside services that they need.',
    body: [...sources, `USER ${options.user}`, `RUN ${tests}`, `CMD ${tests}`],
  };
  return [development, test].filter(({ name }) => wanted.has(name as WantedStage));
}

/** What pytest is given where it does not run in the project's folder. */
const testTarget = ({ project }: PythonFacts, home: string): string[] =>
  home === APP && project.root !== '.' ? [inImage(project.root)] : [];

/** Sources that are not installed are found where they lie. */
function pythonPath({ packaged, sourceRoots }: PythonFacts): string[] {
  if (packaged) return [];
  return renderPairs('ENV', [['PYTHONPATH', sourceRoots.map(inImage).join(':')]]);
}

function productionStages(draft: Draft): StagePlan[] {
  const { facts, images, options, start, background, wanted } = draft;
  const common = [...copyResult(draft), ...renderPairs('LABEL', labels(facts)), `USER ${options.user}`];
  const health = (program: string | undefined): string[] =>
    program === undefined || options.healthcheck === 'none' ? [] : [renderCheck(program, SLOW)];
  const production: StagePlan = {
    name: 'production',
    from: 'runtime',
    comment: 'What a plain `docker build` gives.',
    body: [
      ...renderPairs('ENV', start.env),
      ...expose(start),
      ...(start.kind === 'worker' ? health(background.worker?.health) : webHealth(start, facts, options)),
      `CMD ${execForm(start.command)}`,
    ],
  };
  const others = (['worker', 'scheduler'] as const).flatMap((name): StagePlan[] => {
    const found = wanted.has(name) ? background[name] : undefined;
    if (!found) return [];
    return [{ name, from: 'runtime', body: [...health(found.health), `CMD ${execForm(found.command)}`] }];
  });
  const from = images.runtime;
  if (others.length === 0) return [{ ...production, from, body: [...common, ...production.body] }];
  const runtime: StagePlan = { name: 'runtime', from, comment: 'What the stages that run share.', body: common };
  return [runtime, ...others, production];
}

function copyResult({ facts, images, home }: Draft): string[] {
  return [
    ...(images.runtime === 'base' ? [] : [PYTHON_ENV, `WORKDIR ${APP}`, 'ENTRYPOINT []']),
    `COPY --from=build ${VENV} ${VENV}`,
    ...keptFolders(facts).map((folder) => `COPY --from=build ${folder} ${folder}`),
    ...pythonPath(facts),
    ...(home === APP ? [] : [`WORKDIR ${home}`]),
  ];
}

const expose = ({ port }: Start): string[] => (port === undefined ? [] : [`EXPOSE ${port}`]);

function labels({ distribution, project, description, license, repository }: PythonFacts): [string, string][] {
  const values = { title: distribution ?? project.name, description, licenses: license, source: repository };
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[`org.opencontainers.image.${key}`, value] as [string, string]],
  );
}
