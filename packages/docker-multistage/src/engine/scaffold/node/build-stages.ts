import { execForm, instructionPath, shellWord } from '../quote.js';
import { aptInstall } from '../apt.js';
import type { StagePlan } from '../types.js';
import type { NodeFacts } from './facts.js';
import { MANAGERS } from './managers.js';
import type { NodePlan } from './types.js';

/** Where the workspace lies in every stage: links between packages lead to the same places everywhere. */
export const APP = '/app';

/** The stages up to what production copies, and those for development and tests. */
export function planNodeBuildStages(plan: NodePlan): StagePlan[] {
  const { facts, wants } = plan;
  const manager = MANAGERS[facts.manager];
  const hasScripts = buildCommands(plan).length > 0;
  const wantsDevelopment = wants('development') && facts.service.development !== undefined;
  const wantsTests = wants('test') && facts.service.hasTests;
  return [
    baseStage(plan),
    ...(facts.layout === 'member' ? [manifestsStage(facts)] : []),
    {
      name: 'dependencies',
      from: 'base',
      comment: 'What the program needs to run, and nothing else.',
      body: installLines(facts, manager.dependencies(facts, 'production')),
    },
    ...(hasScripts || wantsDevelopment || wantsTests
      ? [
          {
            name: 'dev-dependencies',
            from: 'base',
            comment: 'What building and testing need besides.',
            body: installLines(facts, manager.dependencies(facts, 'development')),
          },
        ]
      : []),
    ...(hasScripts ? [buildStage(plan)] : []),
    ...(wantsDevelopment ? [developmentStage(plan)] : []),
    ...(wantsTests ? [testStage(plan)] : []),
  ];
}

function baseStage({ facts, runtime }: NodePlan): StagePlan {
  const { install } = MANAGERS[facts.manager];
  const tools = !facts.compiles
    ? []
    : runtime.name === 'alpine'
      ? [
          '# The base image decides the versions.',
          '# hadolint ignore=DL3018',
          'RUN apk add --no-cache g++ make python3',
        ]
      : [aptInstall(['g++', 'make', 'python3'])];
  return {
    name: 'base',
    from: '${NODE_IMAGE}',
    body: [
      ...tools,
      ...(install
        ? [
            `ARG ${install.arg}`,
            // Images of Node bring Yarn 1 along, some of them.
            `RUN ${MANAGERS.npm.cache} \\\n    npm install --global ${facts.manager === 'yarn' ? '--force ' : ''}"${packageOf(facts)}@\${${install.arg}}"`,
          ]
        : []),
      ...(facts.manager === 'berry' ? ['ENV YARN_NODE_LINKER=node-modules'] : []),
      `WORKDIR ${facts.lockRoot === '.' ? APP : `${APP}/${instructionPath(facts.lockRoot)}`}`,
    ],
  };
}

const packageOf = ({ manager }: NodeFacts): string => (manager === 'berry' ? '@yarnpkg/cli-dist' : manager);

/** Manifests at their own places, apart from the sources: no edit of a source changes this stage's result. */
function manifestsStage({ manifests, lockRoot }: NodeFacts): StagePlan {
  const names = [...new Set(manifests)].map((name) => `-name ${shellWord(name)}`).join(' -o ');
  const releases = manifests.includes('.yarnrc.yml') ? ' -o -path "./.yarn/releases/*"' : '';
  return {
    name: 'manifests',
    from: 'base',
    comment: 'The manifests of all workspaces, so that an edit of a source installs nothing again.',
    body: [
      `COPY ${lockRoot === '.' ? '.' : instructionPath(lockRoot)} ./`,
      `RUN mkdir /manifests && \\\n    find . -name node_modules -prune -o \\( ${names}${releases} \\) -exec cp --parents {} /manifests/ \\;`,
    ],
  };
}

function installLines(facts: NodeFacts, command: string): string[] {
  const { cache } = MANAGERS[facts.manager];
  const inLockRoot = (name: string): string => (facts.lockRoot === '.' ? name : `${facts.lockRoot}/${name}`);
  // The cache is a mount, though hadolint knows only that of Yarn 1.
  const pragma = facts.manager === 'berry' ? ['# hadolint ignore=DL3060'] : [];
  const secret = facts.hasPrivateRegistry ? ['--mount=type=secret,id=npmrc,target=/root/.npmrc'] : [];
  if (facts.layout === 'member') {
    return ['COPY --from=manifests /manifests ./', ...pragma, `RUN ${[cache, ...secret, command].join(' \\\n    ')}`];
  }
  const binds = facts.manifests.map(
    (name) => `--mount=type=bind,source=${instructionPath(inLockRoot(name))},target=${instructionPath(name)}`,
  );
  return [...pragma, `RUN ${[cache, ...secret, ...binds, command].join(' \\\n    ')}`];
}

/** The commands that build, in the folder with the lock; none where the sources run as they are. */
function buildCommands({ facts }: NodePlan): string[] {
  const manager = MANAGERS[facts.manager];
  if (facts.layout === 'integrated' || (facts.built && facts.package.scripts['build'] === undefined)) {
    return facts.built ? [[...manager.exec, 'nx', 'run', `${facts.project}:build`].map(shellWord).join(' ')] : [];
  }
  return facts.members
    .filter(({ scripts }) => scripts['build'] !== undefined)
    .map((one) => manager.run(facts, one, 'build').map(shellWord).join(' '));
}

export const isBuilt = (plan: NodePlan): boolean => buildCommands(plan).length > 0;

function buildStage(plan: NodePlan): StagePlan {
  const { facts } = plan;
  const usesNx = facts.built !== undefined;
  // Production gets its packages from the stage that has no others.
  const clean = usesNx ? [] : ['find . -name node_modules -prune -exec rm -rf {} +'];
  return {
    name: 'build',
    from: 'dev-dependencies',
    body: [
      ...copySources(facts),
      ...(usesNx ? ['ENV NX_DAEMON=false \\\n    NX_NO_CLOUD=true'] : []),
      `RUN ${[...buildCommands(plan), ...clean].join(' && \\\n    ')}`,
    ],
  };
}

/** Sources and settings at the places that they have in the workspace. */
export function copySources({ layout, lockRoot, manifests, sources, rootFiles }: NodeFacts): string[] {
  if (layout === 'single') return [`COPY ${lockRoot === '.' ? '.' : instructionPath(lockRoot)} ./`];
  const at = (file: string): string => (lockRoot === '.' ? file : `${APP}/${file}`);
  const manifest = lockRoot === '.' ? 'package.json' : `${lockRoot}/package.json`;
  const files = layout === 'integrated' ? [manifest, ...rootFiles] : rootFiles;
  return [
    ...(files.length > 0 ? [`COPY ${files.map(instructionPath).join(' ')} ./`] : []),
    ...(layout === 'integrated' && manifests.length > 1
      ? [`COPY ${instructionPath(lockOf(lockRoot, manifests))} ./`]
      : []),
    ...sources.map((folder) => `COPY ${instructionPath(folder)} ${instructionPath(at(folder))}`),
  ];
}

const lockOf = (lockRoot: string, manifests: readonly string[]): string => {
  const name = manifests[1] ?? 'package.json';
  return lockRoot === '.' ? name : `${lockRoot}/${name}`;
};

/** The packages that the project depends on are used as they are built. */
function buildDependencies({ facts }: NodePlan): string[] {
  const manager = MANAGERS[facts.manager];
  if (facts.layout !== 'member') return [];
  const built = facts.members.filter((one) => one !== facts.package && one.scripts['build'] !== undefined);
  const commands = built.map((one) => manager.run(facts, one, 'build').map(shellWord).join(' '));
  return commands.length === 0 ? [] : [`RUN ${commands.join(' && \\\n    ')}`];
}

function developmentStage(plan: NodePlan): StagePlan {
  const { facts, port } = plan;
  const manager = MANAGERS[facts.manager];
  const script = facts.service.development?.[1] ?? 'dev';
  return {
    name: 'development',
    from: 'dev-dependencies',
    comment: 'Starts again by itself after an edit.',
    body: [
      ...copySources(facts),
      ...buildDependencies(plan),
      `ENV ${[{ variable: 'NODE_ENV', value: 'development' }, ...facts.service.environment].map(({ variable, value }) => `${variable}=${value}`).join(' \\\n    ')}`,
      ...(port === undefined ? [] : [`EXPOSE ${port}`]),
      `CMD ${execForm(manager.run(facts, facts.package, script))}`,
    ],
  };
}

function testStage(plan: NodePlan): StagePlan {
  const { facts } = plan;
  const manager = MANAGERS[facts.manager];
  return {
    name: 'test',
    from: 'dev-dependencies',
    body: [
      ...copySources(facts),
      ...buildDependencies(plan),
      'ENV NODE_ENV=test',
      `CMD ${execForm(manager.run(facts, facts.package, 'test'))}`,
    ],
  };
}
