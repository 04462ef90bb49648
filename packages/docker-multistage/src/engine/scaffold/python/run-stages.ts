import { copyAssets } from '../assets.js';
import { renderLabels } from '../labels.js';
import { execForm } from '../quote.js';
import { renderPairs } from '../run.js';
import { DEFAULT_USER, type StagePlan, type WantedStage } from '../types.js';
import { copySources, type Draft, inImage, keptFolders, PYTHON_ENV, pythonPath } from './draft.js';
import { renderCheck, webHealth } from './health.js';
import { APP, VENV } from './install.js';
import type { Start } from './start.js';
import type { PythonFacts } from './types.js';

/** Seconds for a check that loads the whole project and asks its broker. */
const SLOW = 20;

export function developmentStages(draft: Draft): StagePlan[] {
  const { facts, install, options, start, home, wanted } = draft;
  const user = `USER ${options.user ?? DEFAULT_USER}`;
  const from = install.development.length > 0 ? 'dev-dependencies' : 'dependencies';
  const sources = [
    ...copySources(facts),
    ...install.editable,
    ...(home === APP ? [] : [`WORKDIR ${home}`]),
    ...(facts.project.root === '.' ? [] : assetLines(draft)),
    ...pythonPath(facts),
  ];
  const tests = execForm(['pytest', '-p', 'no:cacheprovider', ...testTarget(facts, home)]);
  const development: StagePlan = {
    name: 'development',
    from,
    comment: `Starts again when a source changes: mount ${facts.roots.map((root) => `${root} at ${inImage(root)}`).join(', ')}.`,
    body: [...sources, ...renderPairs('ENV', start.env), ...expose(start), user, `CMD ${execForm(start.development)}`],
  };
  const test: StagePlan = {
    name: 'test',
    from,
    comment: 'Building it runs the tests; so does running it, beside services that they need.',
    body: [...sources, user, `RUN ${tests}`, `CMD ${tests}`],
  };
  return [development, test].filter(({ name }) => wanted.has(name as WantedStage));
}

/** What pytest is given where it does not run in the project's folder. */
const testTarget = ({ project }: PythonFacts, home: string): string[] =>
  home === APP && project.root !== '.' ? [inImage(project.root)] : [];

export function productionStages(draft: Draft): StagePlan[] {
  const { facts, images, options, start, background, wanted } = draft;
  const user = `USER ${options.user ?? DEFAULT_USER}`;
  const common = [...copyResult(draft), ...assetLines(draft), ...labels(facts), user];
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

const labels = ({ distribution, project, ...facts }: PythonFacts): string[] =>
  renderLabels({ ...facts, title: distribution ?? project.name });

/** A project that runs from its sources has them where it runs; an installed one runs in a folder that has nothing else. */
const assetLines = ({ facts: { project, packaged, code }, options }: Draft): string[] =>
  packaged && code.django === undefined ? copyAssets(project.root, options.assets) : [];
