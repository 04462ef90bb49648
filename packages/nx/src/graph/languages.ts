import { pythonManifests } from '../python/detect.js';
import { rustManifests } from '../rust/detect.js';
import type { Candidate } from './candidates.js';
import type { Language } from './language.js';
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

const names = [...languages.flatMap(({ manifests }) => manifests), 'project.json', 'package.json'];

/** What the plugin asks Nx for: manifests, and the configurations that name projects. */
export const filePattern = `**/{${names.join(',')}}`;

/** Whether Nx would find a file with {@link filePattern}. */
export function matchesPattern(file: string): boolean {
  return names.includes(file.slice(file.lastIndexOf('/') + 1));
}

/** The languages that a workspace has, of those that are wanted. */
export function languagesOf(candidates: readonly Candidate[], options: ResolvedOptions): Language[] {
  const present = new Set(candidates.flatMap(({ files }) => files));
  return languages.filter(({ id, manifests }) => options[id].enabled && manifests.some((name) => present.has(name)));
}
