import fs from 'node:fs';
import path from 'node:path';

/** A Python virtual environment. */
export interface VirtualEnvironment {
  /** Absolute path. */
  path: string;
  /** Absolute paths of the folders that hold installed distributions, sorted. */
  sitePackages: string[];
  from: 'project-environment' | 'workspace-environment';
}

/** Where a tool makes an environment inside a project: uv and poetry `.venv`, by hand often `venv`. */
const FOLDERS = ['.venv', 'venv'];

/**
 * The virtual environment of a project: its own, then that of the workspace root. What is active in the shell does not
 * count, so that the answer depends on files only.
 *
 * @param projectRoot absolute path
 * @param workspaceRoot absolute path
 */
export function findVirtualEnvironment(projectRoot: string, workspaceRoot: string): VirtualEnvironment | undefined {
  return createEnvironmentFinder(workspaceRoot)(projectRoot);
}

/**
 * Like {@link findVirtualEnvironment} for many projects: each environment is looked into once. The answers are as old as
 * the finder.
 *
 * @param workspaceRoot absolute path
 */
export function createEnvironmentFinder(
  workspaceRoot: string,
): (projectRoot: string) => VirtualEnvironment | undefined {
  const sitePackages = new Map<string, string[]>();
  const lookInto = (folder: string): string[] => {
    const found = sitePackages.get(folder) ?? findSitePackages(folder);
    sitePackages.set(folder, found);
    return found;
  };
  const [shared] = environmentsIn(workspaceRoot);
  return (projectRoot) => {
    const isShared = path.relative(projectRoot, workspaceRoot) === '';
    const [own] = isShared ? [] : environmentsIn(projectRoot);
    if (own) return { path: own, sitePackages: lookInto(own), from: 'project-environment' };
    return shared === undefined
      ? undefined
      : { path: shared, sitePackages: lookInto(shared), from: 'workspace-environment' };
  };
}

/**
 * Every environment in which a project's tool may be, nearest first: the project's own, the one that is active
 * (`VIRTUAL_ENV`), the workspace root's.
 *
 * @param active the value of `VIRTUAL_ENV`
 */
export function environmentsOf(
  projectRoot: string,
  workspaceRoot: string,
  active: string | undefined,
): Omit<VirtualEnvironment, 'sitePackages'>[] {
  const found = new Map<string, VirtualEnvironment['from']>();
  const add = (names: string[], from: VirtualEnvironment['from']): void => {
    for (const name of names) if (!found.has(name)) found.set(name, from);
  };
  const ours = environmentsIn(projectRoot);
  const shared = environmentsIn(workspaceRoot);
  add(ours, path.relative(projectRoot, workspaceRoot) === '' ? 'workspace-environment' : 'project-environment');
  if (active && path.isAbsolute(active) && fs.existsSync(active)) {
    add(
      [path.normalize(active)],
      shared.includes(path.normalize(active)) ? 'workspace-environment' : 'project-environment',
    );
  }
  add(shared, 'workspace-environment');
  return [...found].map(([name, from]) => ({ path: name, from }));
}

function environmentsIn(root: string): string[] {
  return FOLDERS.map((name) => path.join(root, name)).filter(isEnvironment);
}

/** A package of the name `venv` is none. */
function isEnvironment(folder: string): boolean {
  return fs.existsSync(path.join(folder, 'pyvenv.cfg'));
}

/** `lib/python3.12/site-packages` and its like for other implementations; `Lib/site-packages` on Windows. */
function findSitePackages(environment: string): string[] {
  const found = new Map<string, string>();
  for (const lib of ['lib', 'lib64', 'Lib']) {
    const folder = path.join(environment, lib);
    const names = listFolder(folder).filter((name) => /^(python|pypy)\d/.test(name));
    for (const candidate of [...names.map((name) => path.join(folder, name)), folder]) {
      const site = path.join(candidate, 'site-packages');
      // `lib64` is often a link to `lib`, and on Windows `lib` is `Lib`.
      const real = realFolder(site);
      if (real !== undefined && !found.has(real)) found.set(real, site);
    }
  }
  return [...found.values()].sort();
}

function listFolder(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function realFolder(folder: string): string | undefined {
  try {
    return fs.realpathSync.native(folder);
  } catch {
    return undefined;
  }
}
