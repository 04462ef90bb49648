import type { ManifestProblem } from '../manifests/types.js';
import { indentOf, isObject, objectAt, parseJsonObject } from './json.js';
import type { JsonObject, NpmLock, NpmLockedPackage } from './types.js';

/**
 * Parses a `package-lock.json` or `npm-shrinkwrap.json`.
 *
 * @param file its path relative to the workspace root
 * @returns what could be read, with a problem for a text that is no lock of version 2 or 3; never throws
 */
export function parseNpmLock(text: string, file: string): NpmLock {
  const { value, problems } = parseJsonObject(text, file);
  const version = typeof value['lockfileVersion'] === 'number' ? value['lockfileVersion'] : 1;
  const found = problems.length > 0 ? problems : formatProblems(value, version, file, text);
  const packages = Object.fromEntries(
    Object.entries(objectAt(value, 'packages')).filter((entry): entry is [string, NpmLockedPackage] =>
      isObject(entry[1]),
    ),
  );
  return {
    kind: 'npm',
    file,
    version,
    packages,
    value,
    indent: indentOf(text),
    ...(found.length > 0 && { problems: found }),
  };
}

function formatProblems(value: JsonObject, version: number, file: string, text: string): ManifestProblem[] {
  const index = text.indexOf('"lockfileVersion"');
  const line = index < 0 ? 1 : text.slice(0, index).split('\n').length;
  if (version > 3) {
    const message = `The lock file has format version ${version}, and only versions 2 and 3 are known`;
    return [{ file, line, message, hint: 'Update Hone.' }];
  }
  if (version < 2 || !isObject(value['packages'])) {
    const message = `The lock file has format version ${version}, which does not say where packages are placed`;
    return [{ file, line, message, hint: 'Run `npm install --package-lock-only --lockfile-version 3`.' }];
  }
  return [];
}
