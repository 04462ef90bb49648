import type { Command } from '../shell/index.js';
import { flagValues, hasFlag, hasSequence, isPipInstall, operandsOf } from '../shell/index.js';
import type { ProjectFiles } from './pass.js';

export type Manager = 'pip' | 'uv' | 'poetry' | 'npm' | 'yarn' | 'pnpm';

/** A command that installs what the project's manifest or lock names. */
export interface Install {
  manager: Manager;
  /** The files that it reads, relative to the folder that it runs in; or why they are not known. */
  manifests(at: (name: string) => string, files: ProjectFiles): readonly string[] | string;
  /** It writes none of them, so that they can be mounted. */
  readsOnly: boolean;
  /** The flag that leaves the project itself out, where the command would install it too. */
  withoutProject?: string;
  /** To be run once the source is there. */
  withSource?: string;
}

/** What a command installs for the project, or `undefined` for every other command. */
export function installOf(command: Command): Install | undefined {
  for (const read of [pipInstall, uvSync, poetryInstall, npmInstall, yarnInstall, pnpmInstall]) {
    const install = read(command);
    if (install) return install;
  }
  return undefined;
}

const sub = (command: Command, withValue: readonly string[] = []) =>
  operandsOf(command, withValue).map(({ text }) => text);

function pipInstall(command: Command): Install | undefined {
  const isUvPip = command.name === 'uv' && hasSequence(command, 'pip', 'install');
  if (!isUvPip && (!isPipInstall(command) || command.name.startsWith('pipx'))) return undefined;
  const named = [...flagValues(command, 'r', 'requirement')].map(({ text }) => text);
  const joined = command.args.flatMap(({ text }) => /^(?:--requirement=|-r(?=.))(.+)$/.exec(text)?.[1] ?? []);
  const lists = [...named, ...joined];
  if (lists.length === 0) return undefined;
  return {
    manager: isUvPip ? 'uv' : 'pip',
    readsOnly: true,
    manifests: (at, files) => requirementFiles(lists, at, files),
  };
}

/** A list of requirements with those that it includes. */
function requirementFiles(
  lists: readonly string[],
  at: (name: string) => string,
  files: ProjectFiles,
): readonly string[] | string {
  const found: string[] = [];
  const open = [...lists];
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    if (found.includes(name)) continue;
    const text = files.read(at(name));
    if (text === undefined) return `${name} is not in the build context.`;
    found.push(name);
    const folder = name.includes('/') ? name.replace(/[^/]*$/, '') : '';
    for (const line of text.split(/\r?\n/).map((item) => item.trim())) {
      const included = /^(?:-r|--requirement|-c|--constraint)[\s=]\s*(\S+)/.exec(line)?.[1];
      if (included !== undefined) open.push(folder + included);
      else if (/^(?:-e\b|--editable\b|\.{1,2}(?:\/|$|\[)|file:)|@\s*file:/.test(line))
        return `${name} names a folder of the source (\`${line}\`).`;
    }
  }
  return found;
}

function uvSync(command: Command): Install | undefined {
  if (command.name !== 'uv' || sub(command)[0] !== 'sync') return undefined;
  const leavesOut = hasFlag(command, 'no-install-project', 'no-install-workspace');
  return {
    manager: 'uv',
    readsOnly: hasFlag(command, 'frozen', 'locked'),
    ...(!leavesOut && { withoutProject: '--no-install-project', withSource: written(command) }),
    manifests: (at, files) => {
      const manifest = files.read(at('pyproject.toml'));
      if (manifest === undefined || !files.paths.has(at('uv.lock')))
        return 'pyproject.toml and uv.lock are not both in the build context.';
      if (/\[tool\.uv\.workspace\]|\bworkspace\s*=\s*true|\bpath\s*=\s*["']/.test(manifest))
        return 'pyproject.toml names other folders of the source.';
      return ['pyproject.toml', 'uv.lock', ...present(['.python-version', 'uv.toml'], at, files)];
    },
  };
}

function poetryInstall(command: Command): Install | undefined {
  if (command.name !== 'poetry' || !/^(?:install|sync)$/.test(sub(command)[0] ?? '')) return undefined;
  const leavesOut = hasFlag(command, 'no-root');
  return {
    manager: 'poetry',
    readsOnly: true,
    ...(!leavesOut && { withoutProject: '--no-root', withSource: 'poetry install --only-root' }),
    manifests: (at, files) => {
      const manifest = files.read(at('pyproject.toml'));
      if (manifest === undefined || !files.paths.has(at('poetry.lock')))
        return 'pyproject.toml and poetry.lock are not both in the build context.';
      if (/\bpath\s*=\s*["']/.test(manifest)) return 'pyproject.toml names other folders of the source.';
      return ['pyproject.toml', 'poetry.lock', ...present(['poetry.toml'], at, files)];
    },
  };
}

/** Scripts that npm and its like run at an install, which may need the source. */
const HOOKS = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];

function npmInstall(command: Command): Install | undefined {
  const words = sub(command);
  if (command.name !== 'npm' || !/^(?:ci|install|i|clean-install)$/.test(words[0] ?? '') || words.length > 1)
    return undefined;
  const frozen = /^c/.test(words[0]!);
  return node(
    'npm',
    frozen,
    frozen ? ['package-lock.json'] : [],
    ['package-lock.json', 'npm-shrinkwrap.json', '.npmrc'],
    command,
  );
}

function yarnInstall(command: Command): Install | undefined {
  const words = sub(command);
  if (command.name !== 'yarn' || (words.length > 0 && words[0] !== 'install') || words.length > 1) return undefined;
  return node('yarn', hasFlag(command, 'frozen-lockfile', 'immutable'), ['yarn.lock'], ['.yarnrc', '.npmrc'], command);
}

function pnpmInstall(command: Command): Install | undefined {
  const words = sub(command);
  if (command.name !== 'pnpm' || !/^(?:install|i)$/.test(words[0] ?? '') || words.length > 1) return undefined;
  return node('pnpm', hasFlag(command, 'frozen-lockfile'), ['pnpm-lock.yaml'], ['.npmrc'], command);
}

function node(
  manager: Manager,
  readsOnly: boolean,
  needed: readonly string[],
  also: readonly string[],
  command: Command,
): Install {
  return {
    manager,
    readsOnly,
    manifests: (at, files) => {
      const manifest = parseJson(files.read(at('package.json')));
      const missing = ['package.json', ...needed].find((name) => !files.paths.has(at(name)));
      if (missing !== undefined || !manifest)
        return `${missing ?? 'package.json'} is not in the build context, or cannot be read.`;
      if (manifest['workspaces'] !== undefined || files.paths.has(at('pnpm-workspace.yaml')))
        return 'The manifest names the packages of a workspace.';
      if (files.paths.has(at('.yarnrc.yml'))) return '.yarnrc.yml may name further files.';
      const scripts = Object.keys((manifest['scripts'] ?? {}) as object);
      const hook = hasFlag(command, 'ignore-scripts') ? undefined : HOOKS.find((name) => scripts.includes(name));
      if (hook !== undefined)
        return `The script \`${hook}\` of package.json runs at the install and may need the source.`;
      const local = Object.values({
        ...(manifest['dependencies'] as object | undefined),
        ...(manifest['devDependencies'] as object | undefined),
      }).some((value) => /^(?:file|link):/.test(String(value)));
      if (local) return 'package.json names a folder of the source.';
      return ['package.json', ...needed, ...present(also, at, files).filter((name) => !needed.includes(name))];
    },
  };
}

function present(names: readonly string[], at: (name: string) => string, files: ProjectFiles): string[] {
  return names.filter((name) => files.paths.has(at(name)));
}

/** An object of JSON, or `undefined` where there is none. */
export function parseJson(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function written({ name, args }: Command): string {
  return [name, ...args.map(({ raw }) => raw)].join(' ');
}

/** Commands that get a tool ready and need nothing of the project. */
export function isPreparation(command: Command): boolean {
  const words = sub(command, ['m', 't', 'o']);
  switch (command.name) {
    case 'apt-get':
      return /^(?:update|install|upgrade|clean|autoremove|purge|remove)$/.test(words[0] ?? '');
    case 'apk':
      return /^(?:add|update|upgrade)$/.test(words[0] ?? '');
    case 'rm':
      return words.every((path) =>
        /^(?:\/var\/(?:lib|cache)\/|\/root\/\.|\/tmp\/|\/etc\/apt\/apt\.conf\.d\/)/.test(path),
      );
    case 'poetry':
      return words[0] === 'config';
    case 'npm':
      return (
        words[0] === 'config' || words[0] === 'cache' || (hasFlag(command, 'g', 'global') && /^i/.test(words[0] ?? ''))
      );
    case 'corepack':
      return /^(?:enable|prepare|install)$/.test(words[0] ?? '');
    case 'uv':
      return words[0] === 'venv' || words[0] === 'python';
    case 'mkdir':
      return true;
    default:
      return (
        isPipInstall(command) && !installOf(command) && !words.some((word) => /^\.|\/|\.(?:whl|gz|zip)$/.test(word))
      );
  }
}
