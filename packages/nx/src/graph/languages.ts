import { dockerfileGlobs, isDockerfileName } from '@hone/core/files';
import { pythonManifests } from '../python/detect.js';
import { rustManifests } from '../rust/detect.js';
import type { Candidate } from './candidates.js';
import type { Companion, Language } from './language.js';
import type { ResolvedOptions } from './options.js';

const languages: readonly Language[] = [
  {
    id: 'python',
    manifests: pythonManifests,
    load: async () => (await import('../python/language.js')).readPython,
  },
  {
    id: 'rust',
    manifests: rustManifests,
    load: async () => (await import('../rust/language.js')).readRust,
  },
];

const companions: readonly Companion[] = [
  {
    id: 'docker',
    tool: '@hone/docker-multistage',
    globs: dockerfileGlobs,
    isFile: isDockerfileName,
    load: async () => (await import('../docker/language.js')).readDocker,
  },
];

const names = [...languages.flatMap(({ manifests }) => manifests), 'project.json', 'package.json'];

/** What the plugin asks Nx for: manifests, the configurations that name projects, and files of companions. */
export const filePattern = `**/{${[...names, ...companions.flatMap(({ globs }) => globs)].join(',')}}`;

/** Whether a file that Nx would find with {@link filePattern} is looked at. */
export function matchesPattern(file: string): boolean {
  return isManifest(file) || companions.some(({ isFile }) => isFile(nameOf(file)));
}

/** Whether a file is a manifest, or a configuration that names a project. */
export function isManifest(file: string): boolean {
  return names.includes(nameOf(file));
}

/** The languages that a workspace has, of those that are wanted. */
export function languagesOf(candidates: readonly Candidate[], options: ResolvedOptions): Language[] {
  const present = new Set(candidates.flatMap(({ files }) => files));
  return languages.filter(({ id, manifests }) => options[id].enabled && manifests.some((name) => present.has(name)));
}

/** The companions that a workspace has files of, with these, of those that are wanted. */
export function companionsOf(
  files: readonly string[],
  options: ResolvedOptions,
): { companion: Companion; files: string[] }[] {
  return companions
    .filter(({ id }) => options[id].enabled)
    .map((companion) => ({ companion, files: files.filter((file) => companion.isFile(nameOf(file))).sort() }))
    .filter((found) => found.files.length > 0);
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
