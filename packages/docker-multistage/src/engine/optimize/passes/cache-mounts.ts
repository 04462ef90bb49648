import type { Dockerfile, Instruction } from '../../dockerfile/index.js';
import { mountsOf, stagesOf } from '../../dockerfile/index.js';
import { instructionsAbove, workdirAt } from '../../lint/rules/docker/locations.js';
import { packageManagers } from '../../lint/rules/docker/package-managers.js';
import { scopesOf } from '../../lint/scopes.js';
import type { SpanEdit } from '../../lint/rule.js';
import { runOf } from '../../lint/scripts.js';
import type { Command } from '../../shell/index.js';
import { operandsOf } from '../../shell/index.js';
import { baseImageOf } from '../base-image.js';
import { aptMounts, cacheMount, mountEdit, removeDockerClean } from '../mounts.js';
import type { Doubt, Pass, PassInput, PassResult } from '../pass.js';
import { doubt, nothing, together } from '../pass.js';
import type { Step, Steps } from '../steps.js';
import { removeSteps, removeWords, stepsOf } from '../steps.js';
import { styleOf } from '../text.js';

export const cacheMounts: Pass = {
  id: 'cache-mounts',
  summary: 'Mounts the caches of package managers, and takes out what kept those caches out of the image.',
  reason:
    'Downloads are kept from build to build and are never part of a layer. apt, yarn and a cargo target folder must not be used by two builds at once, so theirs are locked; `docker-clean` of the official images would empty the cache of apt.',
  example: {
    before:
      'FROM python:3.12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nRUN pip install --no-cache-dir django==5.1.4\n',
    after:
      'FROM python:3.12-slim\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \\\n    rm -f /etc/apt/apt.conf.d/docker-clean \\\n    && apt-get update && apt-get install -y --no-install-recommends curl\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install django==5.1.4\n',
  },
  run: (input) => together(input.file.instructions.map((instruction) => mountCaches(instruction, input))),
};

/** What a manager needs besides the mount. */
interface Cache {
  mounts: readonly string[];
  /** Words that turn the cache off. */
  off?: readonly string[];
  /** Commands that only empty it. */
  clears?(command: Command): boolean;
  /** A command to run first. */
  first?: string;
}

function mountCaches(instruction: Instruction, input: PassInput): PassResult {
  const { file } = input;
  if (instruction.keyword !== 'RUN') return nothing;
  const { commands } = runOf(instruction, file.text);
  const managers = packageManagers.filter(({ fetches }) => commands.some(fetches)).map(({ name }) => name);
  if (managers.length === 0 || mountsOf(instruction).some(({ type }) => type === 'cache')) return nothing;
  const fetching = commands.find((command) => packageManagers.some(({ fetches }) => fetches(command)))!;
  const line = lineOf(file, runOf(instruction, file.text).spanOf(fetching).start);
  const steps = stepsOf(instruction, file);
  if (!steps) return doubt(line, `\`${managers[0]}\` runs in more than a plain list of commands.`);
  const hidden = whyHomeIsUnknown(instruction, file);
  const found: Cache[] = [];
  const doubts: Doubt[] = [];
  for (const manager of managers) {
    const cache = hidden ?? CACHES[manager]?.(steps, input) ?? `The cache of ${manager} is not known.`;
    if (typeof cache === 'string') doubts.push({ line, reason: cache });
    else found.push(cache);
  }
  if (found.length === 0 || doubts.length > 0) return { edits: [], doubts };
  return { edits: editsFor(steps, found, file), doubts };
}

function editsFor(steps: Steps, caches: readonly Cache[], file: Dockerfile): SpanEdit[] {
  const first = caches.flatMap((cache) => cache.first ?? []).map((command) => `${command}${styleOf(file).join}&& `);
  const edits = [
    mountEdit(
      steps.instruction,
      caches.flatMap(({ mounts }) => mounts),
      file,
      first.join(''),
    ),
  ];
  const gone = new Set<Step>(steps.steps.filter(({ command }) => caches.some(({ clears }) => clears?.(command))));
  edits.push(...(removeSteps(steps, gone, file) ?? []));
  for (const { command } of steps.steps.filter((step) => !gone.has(step))) {
    const off = command.args.filter(({ text }) => caches.some((cache) => cache.off?.includes(text)));
    edits.push(...(removeWords(command, off, steps.run, file) ?? []));
  }
  return edits;
}

function lineOf({ text }: Dockerfile, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Caches lie in the home of root, unless something says otherwise. */
function whyHomeIsUnknown(instruction: Instruction, file: Dockerfile): string | undefined {
  const user = instructionsAbove(instruction, file).findLast(({ keyword }) => keyword === 'USER');
  if (user && !/^(?:root|0)(?::|$)/.test(user.operands.text))
    return `It runs as \`${user.operands.text}\`, whose home is not known.`;
  const values = scopesOf(file).get(instruction)?.values;
  const moved = ['HOME', 'XDG_CACHE_HOME'].find((name) => values?.has(name));
  return moved === undefined ? undefined : `${moved} moves the cache.`;
}

/** The value of a variable that turns a cache off or moves it. */
function setTo(name: string, { instruction }: Steps, { file }: PassInput): string | undefined {
  const value = scopesOf(file).get(instruction)?.values.get(name);
  return value === '' ? undefined : value;
}

type Read = (steps: Steps, input: PassInput) => Cache | string;

const CACHES: Readonly<Record<string, Read>> = {
  'apt-get': (steps, { file }) => {
    const stage = stagesOf(file).of(steps.instruction);
    const { distribution } = stage ? baseImageOf(stage, file) : { distribution: undefined };
    const updates = steps.steps.some(({ command }) => command.args.some(({ text }) => text === 'update'));
    if (!updates) return 'It installs with lists that another RUN fetched.';
    return {
      mounts: aptMounts,
      clears: clearsApt,
      ...(distribution === 'alpine' || removesDockerClean(steps) ? {} : { first: removeDockerClean }),
    };
  },
  apk: () => ({
    mounts: [cacheMount('/var/cache/apk', 'locked')],
    clears: (command) => isRemovalOf(command, /^\/var\/cache\/apk\/?\*?$/),
  }),
  pip: (steps, input) => {
    if (setTo('PIP_NO_CACHE_DIR', steps, input) !== undefined) return 'ENV PIP_NO_CACHE_DIR turns the cache off.';
    if (setTo('PIP_CACHE_DIR', steps, input) !== undefined) return 'ENV PIP_CACHE_DIR moves the cache.';
    return {
      mounts: [cacheMount('/root/.cache/pip')],
      off: ['--no-cache-dir'],
      clears: (command) =>
        (/^pip3?$/.test(command.name) && words(command)[0] === 'cache') ||
        isRemovalOf(command, /^(?:\/root|~)\/\.cache(?:\/pip)?\/?\*?$/),
    };
  },
  uv: (steps, input) => {
    if (setTo('UV_NO_CACHE', steps, input) !== undefined) return 'ENV UV_NO_CACHE turns the cache off.';
    const folder = setTo('UV_CACHE_DIR', steps, input) ?? '/root/.cache/uv';
    return {
      mounts: [cacheMount(folder)],
      off: ['--no-cache', '-n'],
      clears: (command) => command.name === 'uv' && words(command)[0] === 'cache',
    };
  },
  poetry: (steps, input) => {
    const folder = setTo('POETRY_CACHE_DIR', steps, input) ?? '/root/.cache/pypoetry';
    // Where poetry makes the environment itself, it lies in the cache.
    const inCache =
      setTo('POETRY_VIRTUALENVS_CREATE', steps, input) ?? setTo('POETRY_VIRTUALENVS_IN_PROJECT', steps, input);
    const isOff =
      inCache !== undefined ||
      /virtualenvs\.(?:create\s+false|in-project\s+true)/.test(input.file.text) ||
      setTo('VIRTUAL_ENV', steps, input) !== undefined;
    if (!isOff) return 'Poetry makes its environment within its cache, which a mount would take away.';
    return {
      mounts: [cacheMount(`${folder}/cache`), cacheMount(`${folder}/artifacts`)],
      off: ['--no-cache'],
      clears: (command) =>
        isRemovalOf(command, /pypoetry|^\$\{?POETRY_CACHE_DIR/) ||
        (command.name === 'poetry' && words(command)[0] === 'cache'),
    };
  },
  npm: (steps, input) => ({
    mounts: [
      cacheMount(setTo('NPM_CONFIG_CACHE', steps, input) ?? setTo('npm_config_cache', steps, input) ?? '/root/.npm'),
    ],
    clears: (command) =>
      (command.name === 'npm' && words(command)[0] === 'cache') || isRemovalOf(command, /^(?:\/root|~)\/\.npm\/?\*?$/),
  }),
  yarn: (steps, input) => {
    const isFirst = input.files?.paths.has('.yarnrc.yml') === false || /frozen-lockfile/.test(steps.run.script.text);
    if (!isFirst) return 'Where yarn keeps its cache depends on its version.';
    return {
      mounts: [cacheMount(setTo('YARN_CACHE_FOLDER', steps, input) ?? '/usr/local/share/.cache/yarn', 'locked')],
      clears: (command) => command.name === 'yarn' && words(command)[0] === 'cache',
    };
  },
  pnpm: (steps, input) => {
    const home = setTo('PNPM_HOME', steps, input);
    return {
      mounts: [cacheMount(home === undefined ? '/root/.local/share/pnpm/store' : `${home}/store`)],
      clears: (command) => command.name === 'pnpm' && words(command)[0] === 'store',
    };
  },
  cargo: (steps, input) => {
    const { file } = input;
    const home = setTo('CARGO_HOME', steps, input) ?? '/usr/local/cargo';
    const folders = [cacheMount(`${home}/registry`), cacheMount(`${home}/git/db`)];
    const keeps = steps.steps.some(
      ({ command }) => command.name === 'cp' && command.args.some(({ text }) => /(?:^|\/)target\//.test(text)),
    );
    const installs = steps.steps.some(
      ({ command }) =>
        command.name === 'cargo' &&
        words(command)[0] === 'install' &&
        command.args.some(({ text }) => text === '--path' || text.startsWith('--path=')),
    );
    // What is built into the target folder must leave it in the same RUN.
    const workdir = workdirAt(steps.instruction, file);
    const target = `${workdir === '/' ? '' : workdir}/target`;
    return { mounts: keeps || installs ? [...folders, cacheMount(target, 'locked')] : folders };
  },
  go: (steps, input) => ({
    mounts: [
      cacheMount(setTo('GOMODCACHE', steps, input) ?? `${setTo('GOPATH', steps, input) ?? '/go'}/pkg/mod`),
      ...(steps.steps.some(({ command }) => /^(?:build|install|test|run)$/.test(words(command)[0] ?? ''))
        ? [cacheMount(setTo('GOCACHE', steps, input) ?? '/root/.cache/go-build')]
        : []),
    ],
    clears: (command) => command.name === 'go' && words(command)[0] === 'clean',
  }),
};

const words = (command: Command) => operandsOf(command).map(({ text }) => text);

function clearsApt(command: Command): boolean {
  if (/^apt(?:-get)?$/.test(command.name)) return /^(?:auto)?clean$/.test(words(command)[0] ?? '');
  return isRemovalOf(command, /^\/var\/(?:lib\/apt(?:\/lists)?|cache\/apt(?:\/archives)?)\/?(?:\*|\*\.deb)?$/);
}

function isRemovalOf(command: Command, paths: RegExp): boolean {
  return command.name === 'rm' && words(command).length > 0 && words(command).every((path) => paths.test(path));
}

function removesDockerClean({ steps }: Steps): boolean {
  return steps.some(({ command }) => command.args.some(({ text }) => text.includes('docker-clean')));
}
