import { parseCargoLock } from '@hone/core/cargo';
import { parsePoetryLock, parseUvLock } from '@hone/core/locks';
import { normalizeName } from '@hone/core/manifests';
import { parseNpmLock } from '@hone/core/npm';
import type { SourceFiles } from '../../../types.js';
import { foldersAbove, inFolder } from './kinds.js';

/** A package as a lock file has it. */
export interface LockedName {
  name: string;
  version: string;
}

export type LockLanguage = 'cargo' | 'npm' | 'python';

/** The lock files of a language, and how the versions of one name are read from each. */
const READERS: Readonly<
  Record<LockLanguage, Record<string, (text: string, file: string, name: string) => LockedName[]>>
> = {
  cargo: {
    'Cargo.lock': (text, file, wanted) =>
      parseCargoLock(text, file).packages.filter(
        ({ name }) => name.replaceAll('-', '_') === wanted.replaceAll('-', '_'),
      ),
  },
  npm: {
    'package-lock.json': (text, file, name) => {
      const version = parseNpmLock(text, file).packages[`node_modules/${name}`]?.version;
      return version === undefined ? [] : [{ name, version }];
    },
    // Keys of `packages`: `  '@scope/name@1.2.3':`, before pnpm 9 with a slash in front.
    'pnpm-lock.yaml': (text, _file, name) => versionsAfter(text, /^ {2}'?\/?(@?[^@'\s]+)@(\d[^('\s:]*)/gm, name),
    // `"name@^1.0.0", name@^1.1.0:` and, on the next line, `  version "1.2.3"` or `  version: 1.2.3`.
    'yarn.lock': (text, _file, name) =>
      versionsAfter(text, /^"?(@?[^@"\s]+)@[^\n]*:\n {2}version:? "?(\d[^"\s]*)/gm, name),
  },
  python: {
    'uv.lock': (text, file, name) => pythonVersions(parseUvLock(text, file).packages, name),
    'poetry.lock': (text, file, name) => pythonVersions(parsePoetryLock(text, file).packages, name),
  },
};

function versionsAfter(text: string, pattern: RegExp, wanted: string): LockedName[] {
  return [...text.replaceAll('\r', '').matchAll(pattern)]
    .filter(([, name]) => name === wanted)
    .map(([, name, version]) => ({ name: name!, version: version! }));
}

function pythonVersions(packages: readonly { name: string; version?: string }[], wanted: string): LockedName[] {
  return packages
    .filter(({ name }) => normalizeName(name) === normalizeName(wanted))
    .map(({ name, version }) => ({ name, version: version ?? '' }));
}

/** What the nearest lock at or above a folder has of a package; undefined when it is none, or several versions. */
export function lockedVersion(
  files: SourceFiles,
  folder: string,
  language: LockLanguage,
  name: string,
): LockedName | undefined {
  for (const above of foldersAbove(folder)) {
    for (const [lock, read] of Object.entries(READERS[language])) {
      const file = inFolder(above, lock);
      const text = files.read(file);
      if (text === undefined) continue;
      const found = new Map(read(text, file, name).map((each) => [each.version, each]));
      return found.size === 1 ? [...found.values()][0] : undefined;
    }
  }
  return undefined;
}
