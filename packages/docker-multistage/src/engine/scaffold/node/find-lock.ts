import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import { parse } from 'yaml';
import type { ManagerName } from './facts.js';
import { MANAGERS } from './managers.js';
import { readJsonTable, tableAt, textAt } from './read-packages.js';

/** The lock that counts for a project. */
export interface FoundLock {
  manager: ManagerName;
  managerVersion: string;
  /** Relative to the workspace root. */
  folder: string;
  /** Names of manifest, lock and settings there. */
  manifests: string[];
  /** Globs of workspaces, relative to the folder. */
  workspaces: string[];
  hasPrivateRegistry: boolean;
  /** Something in it is compiled when it is installed. */
  compiles: boolean;
}

/** Where several lie beside each other, the first counts. */
const LOCKS: readonly (readonly [string, 'npm' | 'pnpm' | 'yarn'])[] = [
  ['npm-shrinkwrap.json', 'npm'],
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
];

const SETTINGS = ['.npmrc', '.yarnrc', '.yarnrc.yml', '.yarn/releases', 'pnpm-workspace.yaml'];

const REGISTRY = /^\s*(?:@[\w.-]+:)?registry\s*=|_auth/m;

/** Packages that need a compiler where nobody has built them for the platform. */
const COMPILERS = /(?:^|["'/\s])(?:node-gyp|nan|node-addon-api|prebuild-install|@mapbox\/node-pre-gyp)["'@:/]/m;

/**
 * The nearest lock, from the project's folder up.
 *
 * @throws HoneError when there is none
 */
export function findLock(workspaceRoot: string, root: string): FoundLock {
  for (let folder = root; ; folder = path.posix.dirname(folder)) {
    const has = (name: string): boolean => existsSync(path.join(workspaceRoot, folder, name));
    const [name, kind] = LOCKS.find(([lock]) => has(lock)) ?? [];
    if (name !== undefined && kind !== undefined && has('package.json')) {
      const text = readFileSync(path.join(workspaceRoot, folder, name), 'utf8');
      const manager = kind === 'yarn' && /^__metadata:/m.test(text) ? 'berry' : kind;
      return {
        manager,
        managerVersion: managerVersion(workspaceRoot, folder, manager, text),
        folder,
        manifests: ['package.json', name, ...SETTINGS.filter(has)],
        hasPrivateRegistry:
          has('.npmrc') && REGISTRY.test(readFileSync(path.join(workspaceRoot, folder, '.npmrc'), 'utf8')),
        workspaces: workspacesOf(workspaceRoot, folder, manager),
        compiles: COMPILERS.test(text),
      };
    }
    if (folder === '.' || folder === '') break;
  }
  throw new HoneError(`There is no lock for ${root}, and an image is installed from one.`, {
    hint: 'Run `npm install`, `pnpm install` or `yarn install`, and commit the lock.',
  });
}

/** The versions of pnpm that write a lock: https://github.com/pnpm/spec/tree/master/lockfile */
const PNPM_BY_LOCK: Readonly<Record<string, string>> = { '5.4': '7.33.7', '6.0': '8.15.9', '9.0': '10.24.0' };

function managerVersion(workspaceRoot: string, folder: string, manager: ManagerName, lock: string): string {
  const named = textAt(readJsonTable(workspaceRoot, path.posix.join(folder, 'package.json')), 'packageManager');
  const version = /^(?:npm|pnpm|yarn)@(\d+\.\d+\.\d+)/.exec(named ?? '')?.[1];
  const isSame = named?.startsWith(manager === 'berry' ? 'yarn@' : `${manager}@`) ?? false;
  if (version !== undefined && isSame) return version;
  const format = manager === 'pnpm' ? /^lockfileVersion:\s*['"]?([\d.]+)/m.exec(lock)?.[1] : undefined;
  return PNPM_BY_LOCK[format ?? ''] ?? MANAGERS[manager].install?.version ?? '';
}

function workspacesOf(workspaceRoot: string, folder: string, manager: ManagerName): string[] {
  const strings = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && !one.startsWith('!')) : [];
  const clean = (patterns: string[]): string[] => patterns.map((one) => path.posix.normalize(one).replace(/\/$/, ''));
  if (manager === 'pnpm') {
    return clean(strings(readPnpmWorkspace(workspaceRoot, path.posix.join(folder, 'pnpm-workspace.yaml'))));
  }
  const manifest = readJsonTable(workspaceRoot, path.posix.join(folder, 'package.json'));
  const listed = strings(manifest?.['workspaces']);
  return clean(listed.length > 0 ? listed : strings(tableAt(manifest, 'workspaces')['packages']));
}

/** @throws HoneError when the file is no YAML */
function readPnpmWorkspace(workspaceRoot: string, file: string): unknown {
  const name = path.join(workspaceRoot, file);
  if (!existsSync(name)) return undefined;
  try {
    return (parse(readFileSync(name, 'utf8')) as { packages?: unknown } | null)?.packages;
  } catch (error) {
    throw new HoneError(`${file} is no YAML.`, { file, hint: 'Correct it first.', cause: error });
  }
}
