import { copyAssets } from '../assets.js';
import { renderLabels } from '../labels.js';
import { execForm, instructionPath, instructionValue } from '../quote.js';
import type { StagePlan } from '../types.js';
import { APP, copySources, isBuilt } from './build-stages.js';
import type { NodePlan } from './types.js';

/** The images that run: workers first, production last. */
export function planNodeRuntimeStages(plan: NodePlan): StagePlan[] {
  const { worker, scheduler } = plan.facts.service;
  return [
    ...(worker && plan.wants('worker') ? [sideStage(plan, 'worker', worker)] : []),
    ...(scheduler && plan.wants('scheduler') ? [sideStage(plan, 'scheduler', scheduler)] : []),
    productionStage(plan),
  ];
}

function sideStage(plan: NodePlan, name: 'worker' | 'scheduler', words: readonly string[]): StagePlan {
  return { name, from: fromOf(plan), body: [...programLines(plan), `CMD ${execForm(startWords(plan, words))}`] };
}

function productionStage(plan: NodePlan): StagePlan {
  const { facts, options, port } = plan;
  return {
    name: 'production',
    from: fromOf(plan),
    comment: 'The program, and what it needs to run.',
    body: [
      ...programLines(plan),
      ...(port === undefined ? [] : [`EXPOSE ${port}`]),
      ...healthCheck(plan),
      `CMD ${execForm(options.command ?? startWords(plan, facts.service.start))}`,
    ],
  };
}

const fromOf = ({ runtime }: NodePlan): string =>
  runtime.runtime === undefined ? '${NODE_IMAGE}' : '${RUNTIME_IMAGE}';

function programLines(plan: NodePlan): string[] {
  const { facts, options, runtime } = plan;
  const folder = runFolder(plan);
  const bins = [...new Set([`${folder}/node_modules/.bin`, `${APP}/node_modules/.bin`])];
  const variables = [
    'NODE_ENV=production',
    ...facts.service.environment.map(({ variable, value }) => `${variable}=${instructionValue(value)}`),
    ...(runtime.hasEnv ? [`PATH="${bins.join(':')}:\${PATH}"`] : []),
  ];
  return [
    ...(runtime.runtime === undefined
      ? []
      : ['# The image starts Node by itself, whatever the command: it is named in full here.', 'ENTRYPOINT []']),
    `ENV ${variables.join(' \\\n    ')}`,
    ...renderLabels(facts.identity),
    `WORKDIR ${instructionPath(folder)}`,
    `USER ${options.user ?? runtime.user}`,
    ...copyLines(plan),
    ...assetLines(plan),
  ];
}

/** What Nx or Next built runs without the project's folder; all others have it. */
function assetLines({ facts, options }: NodePlan): string[] {
  const isApart = facts.nextStandalone || (facts.built && facts.package.scripts['build'] === undefined);
  return isApart ? copyAssets(facts.root, options.assets) : [];
}

/** The folder that the program runs in. */
function runFolder({ facts }: NodePlan): string {
  if (facts.nextStandalone || facts.layout === 'integrated' || facts.root === '.') {
    return facts.lockRoot === '.' || facts.nextStandalone ? APP : `${APP}/${facts.lockRoot}`;
  }
  return `${APP}/${facts.root}`;
}

function copyLines(plan: NodePlan): string[] {
  const { facts } = plan;
  const lockFolder = facts.lockRoot === '.' ? APP : `${APP}/${facts.lockRoot}`;
  const from = (stage: string, path: string, target = path): string =>
    `COPY --from=${stage} ${instructionPath(path)} ${instructionPath(target)}`;
  if (facts.nextStandalone) return nextLines(plan);
  if (facts.built && (facts.layout === 'integrated' || facts.package.scripts['build'] === undefined)) {
    return [
      from('dependencies', `${lockFolder}/node_modules`),
      from('build', `${APP}/${facts.built.folder}`, runFolder(plan)),
    ];
  }
  if (facts.layout === 'single') {
    return isBuilt(plan)
      ? [from('dependencies', `${lockFolder}/node_modules`), from('build', lockFolder)]
      : [from('dependencies', `${lockFolder}/node_modules`), ...copySources(facts)];
  }
  const members = isBuilt(plan)
    ? facts.sources.map((folder) => from('build', `${APP}/${folder}`))
    : facts.sources.map((folder) => `COPY ${instructionPath(folder)} ${instructionPath(`${APP}/${folder}`)}`);
  return [from('dependencies', lockFolder), ...members];
}

/** https://nextjs.org/docs/app/api-reference/config/next-config-js/output */
function nextLines({ facts }: NodePlan): string[] {
  const folder =
    facts.layout === 'single' ? (facts.lockRoot === '.' ? APP : `${APP}/${facts.lockRoot}`) : `${APP}/${facts.root}`;
  const built = instructionPath(`${folder}/.next`);
  return [`COPY --from=build ${built}/standalone ./`, `COPY --from=build ${built}/static .next/static`];
}

/** `node` by its full path where the image has no other way; programs of packages by the script that they are. */
function startWords({ runtime }: NodePlan, words: readonly string[]): readonly string[] {
  const [program = 'node', ...rest] = words;
  if (program === 'node') return [runtime.node, ...rest];
  return runtime.hasEnv ? words : [runtime.node, `node_modules/.bin/${program}`, ...rest];
}

function healthCheck({ facts, options, port, runtime }: NodePlan): string[] {
  if (options.healthcheck === 'none' || port === undefined || facts.service.framework === undefined) return [];
  const path = options.healthcheck ?? facts.service.healthPath;
  const code =
    path === undefined
      ? `require('node:net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`
      : `fetch('http://127.0.0.1:${port}${path}').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))`;
  return [
    `HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \\\n    CMD ${execForm([runtime.node, '-e', code])}`,
  ];
}
