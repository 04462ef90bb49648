import type { Command, ShellWord } from '../../../shell/index.js';
import { hasFlag, hasSequence, isPipInstall, operandsOf } from '../../../shell/index.js';

/** A program that fetches packages, and what matters to an image about it. */
export interface PackageManager {
  name: string;
  /** Whether a command fetches packages. */
  fetches(command: Command): boolean;
  /** Whether a command installs what the project's manifest or lock file names. */
  installsProject?(command: Command): boolean;
  /** Folders of its cache for root, with which a cache mount is of use. */
  caches: readonly string[];
  /** Its cache must not be used by two builds at once. */
  exclusive?: true;
  /** Flags that turn its cache off. */
  noCache?: readonly string[];
}

/** A subcommand is the first word that is no flag. */
function subcommand(command: Command, withValue: readonly string[] = []): ShellWord | undefined {
  return operandsOf(command, withValue)[0];
}

function isOne(command: Command, name: string, ...subcommands: readonly string[]): boolean {
  return command.name === name && subcommands.includes(subcommand(command)?.text ?? '');
}

/** Without further names: what the manifest says. */
function isBare(command: Command): boolean {
  return operandsOf(command).length === 1;
}

const isCargoBuild = (command: Command): boolean =>
  isOne(command, 'cargo', 'build', 'install', 'fetch', 'check', 'test', 'run') || hasSequence(command, 'chef', 'cook');

/** The package managers that the rules know. */
export const packageManagers: readonly PackageManager[] = [
  {
    name: 'apt-get',
    fetches: ({ name, args }) => /^apt(-get|itude)?$/.test(name) && args.some(({ text }) => text === 'install'),
    caches: ['/var/cache/apt', '/var/lib/apt'],
    exclusive: true,
  },
  {
    name: 'apk',
    // With --no-cache, apk fetches its small index and nothing is kept: the usual way, and fast enough.
    fetches: (command) => isOne(command, 'apk', 'add') && !hasFlag(command, 'no-cache'),
    caches: ['/var/cache/apk'],
  },
  {
    name: 'dnf',
    fetches: (command) => ['dnf', 'microdnf', 'yum'].some((name) => isOne(command, name, 'install')),
    caches: ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum'],
    exclusive: true,
  },
  {
    name: 'pip',
    fetches: (command) => isPipInstall(command) && !command.name.startsWith('pipx'),
    installsProject: (command) =>
      isPipInstall(command) &&
      (hasFlag(command, 'r', 'requirement') || command.args.some(({ text }) => /^\.(\[.*\])?$/.test(text))),
    caches: ['/root/.cache/pip'],
    noCache: ['--no-cache-dir'],
  },
  {
    name: 'uv',
    fetches: (command) => isOne(command, 'uv', 'sync', 'pip') && !hasSequence(command, 'pip', 'freeze'),
    installsProject: (command) => isOne(command, 'uv', 'sync'),
    caches: ['/root/.cache/uv'],
    noCache: ['--no-cache', '-n'],
  },
  {
    name: 'poetry',
    fetches: (command) => isOne(command, 'poetry', 'install', 'sync'),
    installsProject: (command) => isOne(command, 'poetry', 'install', 'sync'),
    caches: ['/root/.cache/pypoetry'],
    noCache: ['--no-cache'],
  },
  {
    name: 'npm',
    fetches: (command) => isOne(command, 'npm', 'ci', 'install', 'i'),
    installsProject: (command) =>
      isOne(command, 'npm', 'ci') || (isOne(command, 'npm', 'install', 'i') && isBare(command)),
    caches: ['/root/.npm'],
  },
  {
    name: 'yarn',
    fetches: (command) =>
      isOne(command, 'yarn', 'install') || (command.name === 'yarn' && operandsOf(command).length === 0),
    installsProject: (command) =>
      isOne(command, 'yarn', 'install') || (command.name === 'yarn' && operandsOf(command).length === 0),
    caches: ['/usr/local/share/.cache/yarn', '/root/.yarn'],
  },
  {
    name: 'pnpm',
    fetches: (command) => isOne(command, 'pnpm', 'install', 'i', 'fetch'),
    installsProject: (command) => isOne(command, 'pnpm', 'install', 'i', 'fetch') && isBare(command),
    caches: ['/root/.local/share/pnpm/store', '/pnpm/store'],
  },
  {
    name: 'cargo',
    fetches: isCargoBuild,
    installsProject: (command) => isCargoBuild(command) && !isOne(command, 'cargo', 'install'),
    caches: ['/usr/local/cargo/registry', '/usr/local/cargo/git/db'],
  },
  {
    name: 'go',
    fetches: (command) =>
      isOne(command, 'go', 'build', 'install', 'get', 'test') || hasSequence(command, 'mod', 'download'),
    installsProject: (command) =>
      command.name === 'go' && (hasSequence(command, 'mod', 'download') || isOne(command, 'go', 'build')),
    caches: ['/go/pkg/mod', '/root/.cache/go-build'],
  },
  {
    name: 'bundle',
    fetches: (command) => isOne(command, 'bundle', 'install'),
    installsProject: (command) => isOne(command, 'bundle', 'install'),
    caches: ['/usr/local/bundle/cache'],
  },
  {
    name: 'composer',
    fetches: (command) => isOne(command, 'composer', 'install', 'update'),
    installsProject: (command) => isOne(command, 'composer', 'install'),
    caches: ['/root/.composer/cache', '/root/.cache/composer'],
  },
];

const MANIFESTS = new RegExp(
  '^(?:package(?:-lock)?\\.json|npm-shrinkwrap\\.json|yarn\\.lock|\\.yarnrc\\.yml|\\.npmrc|pnpm-(?:lock|workspace)\\.yaml|' +
    'requirements[\\w.-]*\\.(?:txt|in)|constraints[\\w.-]*\\.txt|pyproject\\.toml|uv\\.lock|uv\\.toml|poetry\\.lock|Pipfile(?:\\.lock)?|' +
    'Cargo\\.(?:toml|lock)|go\\.(?:mod|sum)|Gemfile(?:\\.lock)?|composer\\.(?:json|lock)|\\.python-version|rust-toolchain(?:\\.toml)?)$',
);

/** Whether a path names a manifest or lock file; `package*.json` counts too. */
export function isManifest(file: string): boolean {
  const name = /[^/]*$/.exec(file)![0];
  return MANIFESTS.test(name) || /^package\*?(?:-lock)?\*?\.json$/.test(name);
}
