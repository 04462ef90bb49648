import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoneError } from '@hone/core/diagnostics';
import type { ProjectFolder } from '@hone/core/nx';
import { node } from './node/language.js';
import { python } from './python/language.js';
import { rust } from './rust/language.js';
import type { Language, LanguageId } from './types.js';

/** Every language that the generator knows. Where a project has manifests of several, the first counts. */
export const languages: readonly Language[] = [python, rust, node];

/**
 * Finds a project's language by its manifests.
 *
 * @param wanted the language that the user named
 * @throws HoneError when there is none that the generator knows
 */
export function findLanguage(workspaceRoot: string, project: ProjectFolder, wanted?: LanguageId): Language {
  const says = (file: string, { counts }: Language): boolean => {
    const manifest = path.join(workspaceRoot, project.root, file);
    return existsSync(manifest) && (counts?.(file, readFileSync(manifest, 'utf8')) ?? true);
  };
  if (wanted !== undefined) {
    const language = languages.find(({ id }) => id === wanted);
    if (language) return language;
    throw new HoneError(`There is no Dockerfile for ${wanted} yet.`, { hint: `Known are ${names()}.` });
  }
  const found = languages.find((language) => language.manifests.some((file) => says(file, language)));
  if (found) return found;
  const known = languages.flatMap(({ manifests }) => manifests);
  throw new HoneError(`The project ${project.name} has no manifest that tells its language.`, {
    hint: `Looked for ${known.join(', ')} in ${project.root}. Name the language with \`--language\`.`,
  });
}

const names = (): string => languages.map(({ id }) => id).join(', ');
