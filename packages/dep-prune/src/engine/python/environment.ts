import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '@hone/core/diagnostics';
import { findVirtualEnvironment } from '@hone/core/process';
import { type InstalledDistribution, readInstalledDistributions } from '@hone/core/python';
import type { ProjectRequest } from '../types.js';
import type { FoundEnvironment } from './problems.js';

/** The environment of a project: the one that the option names, its own, or the workspace's. */
export function readEnvironment({
  workspaceRoot,
  project,
  options,
}: ProjectRequest): { found: FoundEnvironment; installed: InstalledDistribution[] } | undefined {
  const environment = findEnvironment(workspaceRoot, project.root, options.environment);
  if (!environment) return undefined;
  const relative = (file: string): string => path.relative(workspaceRoot, file).split(path.sep).join('/');
  const settings = path.join(environment.path, 'pyvenv.cfg');
  return {
    found: {
      file: relative(settings),
      ...versionOf(readText(settings)),
      broken: environment.sitePackages.flatMap(brokenIn).map(relative).sort(compareText),
    },
    installed: readInstalledDistributions(environment.sitePackages),
  };
}

/** The option names an environment, or a folder that has one. */
function findEnvironment(
  workspaceRoot: string,
  projectRoot: string,
  option: string | undefined,
): { path: string; sitePackages: string[] } | undefined {
  const folder = path.join(workspaceRoot, option ?? projectRoot);
  const named = option !== undefined && existsSync(path.join(folder, 'pyvenv.cfg'));
  if (!named) return findVirtualEnvironment(folder, workspaceRoot);
  return { path: folder, sitePackages: sitePackagesOf(folder) };
}

function sitePackagesOf(environment: string): string[] {
  const inLib = path.join(environment, 'lib');
  const folders = [...listFolder(inLib).map((name) => path.join(inLib, name)), path.join(environment, 'Lib')];
  return folders.map((folder) => path.join(folder, 'site-packages')).filter((folder) => existsSync(folder));
}

/** `version = 3.12.4` of the standard library's venv, `version_info = 3.12.4` of uv and virtualenv. */
function versionOf(settings: string): { version: string | undefined; line: number | undefined } {
  const lines = settings.split(/\r?\n/);
  const index = lines.findIndex((line) => /^version(?:_info)?\s*=/.test(line));
  const version = /=\s*(\d+\.\d+(?:\.\d+)?)/.exec(lines[index] ?? '')?.[1];
  return { version, line: version === undefined ? undefined : index + 1 };
}

/** Metadata without a name: an installation that was cut off, or a folder that was emptied. */
function brokenIn(sitePackages: string): string[] {
  return listFolder(sitePackages)
    .filter((name) => name.endsWith('.dist-info') && !name.startsWith('~'))
    .map((name) => path.join(sitePackages, name))
    .filter((folder) => !/^Name:\s*\S/im.test(readText(path.join(folder, 'METADATA'))));
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
