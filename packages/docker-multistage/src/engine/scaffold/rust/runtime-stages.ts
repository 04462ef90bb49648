import { copyAssets } from '../assets.js';
import { renderLabels } from '../labels.js';
import { execForm, instructionPath } from '../quote.js';
import { DEFAULT_USER, type StagePlan } from '../types.js';
import { aptInstall } from '../apt.js';
import { listenVariables, PROGRAMS_FOLDER } from './build-stages.js';
import type { Program, RustFacts } from './facts.js';
import type { RustPlan } from './types.js';

/** The images that run: one for each further program, and that of production as the last. */
export function planRuntimeStages(plan: RustPlan): StagePlan[] {
  const { facts, wants } = plan;
  const stages = facts.others.flatMap((program): StagePlan[] => {
    const name = stageName(program.name);
    const isWanted = name !== 'worker' && name !== 'scheduler' ? true : wants(name);
    return isWanted ? [runtimeStage(plan, program, name)] : [];
  });
  return [...stages, productionStage(plan)];
}

/** Stage names are in lower case; that of a program must not be one that the file has already. */
function stageName(program: string): string {
  const name = program.toLowerCase().replace(/[^a-z0-9._-]/g, '-');
  return TAKEN.has(name) || /^target-/.test(name) || !/^[a-z]/.test(name) ? `program-${name}` : name;
}

const TAKEN = new Set([
  'base',
  'planner',
  'dependencies',
  'dev-dependencies',
  'build',
  'development',
  'test',
  'production',
  'scratch',
]);

function runtimeStage(plan: RustPlan, program: Program, name: string): StagePlan {
  return {
    name,
    from: fromOf(plan),
    body: [...foundation(plan), ...programLines(program), execLine('ENTRYPOINT', [pathOf(program)])],
  };
}

function productionStage(plan: RustPlan): StagePlan {
  const { facts, port, options } = plan;
  const start = options.command ? execLine('CMD', options.command) : execLine('ENTRYPOINT', [pathOf(facts.main)]);
  return {
    name: 'production',
    from: fromOf(plan),
    comment: 'The program, and what it needs to run.',
    body: [
      ...foundation(plan),
      ...listenVariables(facts),
      ...programLines(facts.main),
      ...(port === undefined ? [] : [`EXPOSE ${port}`]),
      ...healthCheck(plan),
      ...(facts.service.endsOnInterruptOnly
        ? ['# The program ends in order on this signal alone.', 'STOPSIGNAL SIGINT']
        : []),
      start,
    ],
  };
}

const fromOf = ({ runtime }: RustPlan): string => (runtime.image === undefined ? 'scratch' : '${RUNTIME_IMAGE}');

const pathOf = ({ name }: Program): string => `/usr/local/bin/${name}`;

const execLine = (keyword: string, words: readonly string[]): string => `${keyword} ${execForm(words)}`;

/** What all images that run have in common: libraries, certificates, folder and user. */
function foundation({ facts, runtime, options }: RustPlan): string[] {
  const libraries = [...new Set(facts.needs.libraries.map((library) => library.runtime))].sort();
  return [
    ...(runtime.name === 'slim' ? [aptInstall([...new Set(['ca-certificates', ...libraries])])] : []),
    ...(runtime.name === 'alpine' || runtime.name === 'scratch'
      ? ['COPY --from=base /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt']
      : []),
    ...renderLabels(facts.identity),
    'WORKDIR /app',
    ...copyAssets(facts.root, options.assets),
    `USER ${options.user ?? DEFAULT_USER}`,
  ];
}

const programLines = ({ name }: Program): string[] => [
  `COPY --from=build ${PROGRAMS_FOLDER}/${instructionPath(name)} /usr/local/bin/${instructionPath(name)}`,
];

/** With what the image has: the program itself, a shell, or nothing. */
function healthCheck({ facts, runtime, options, port }: RustPlan): string[] {
  const { service, main } = facts;
  if (options.healthcheck === 'none') return [];
  const words =
    service.healthArgument === undefined
      ? askPort(runtime.shell, port, options.healthcheck ?? service.healthPath, service.kind)
      : [pathOf(main), service.healthArgument];
  if (!words) return [];
  return [`HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \\\n    CMD ${execForm(words)}`];
}

function askPort(
  shell: 'bash' | 'busybox' | undefined,
  port: number | undefined,
  healthPath: string | undefined,
  kind: RustFacts['service']['kind'],
): string[] | undefined {
  if (shell === undefined || port === undefined || kind === 'program') return undefined;
  const path = kind === 'http' ? healthPath : undefined;
  if (shell === 'busybox') {
    return path === undefined
      ? ['nc', '-z', '127.0.0.1', String(port)]
      : ['wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${port}${path}`];
  }
  // bash opens connections by itself: nothing has to be installed.
  const open = `exec 3<>/dev/tcp/127.0.0.1/${port}`;
  const ask = `printf 'GET ${path} HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]`;
  return ['bash', '-c', path === undefined ? open : `${open} && ${ask}`];
}
