import path from 'node:path';
import type { CargoTarget } from '@hone/core/cargo';
import type { BuildPlace } from './cargo-config.js';
import type { CrateFacts } from './types.js';

/** How a platform names a library that is built for other languages, by its crate type. */
const libraries: Readonly<Record<string, Partial<Record<string, [prefix: string, ending: string]>>>> = {
  cdylib: { win32: ['', '.dll'], darwin: ['lib', '.dylib'], default: ['lib', '.so'] },
  dylib: { win32: ['', '.dll'], darwin: ['lib', '.dylib'], default: ['lib', '.so'] },
  staticlib: { win32: ['', '.lib'], default: ['lib', '.a'] },
};

/**
 * What `cargo build` leaves of a crate for others to take: its programs, and its libraries for other languages. Never
 * the rest of the target folder.
 *
 * @returns outputs as Nx has them; undefined when they lie outside the workspace
 */
export function builtFiles(
  crate: CrateFacts,
  place: BuildPlace,
  platform: NodeJS.Platform = process.platform,
): string[] | undefined {
  const names = crate.targets.flatMap((target) => fileNames(target, platform));
  if (names.length === 0) return [];
  const base = place.targetDir ?? path.posix.join(crate.workspace, 'target');
  if (base.startsWith('../') || path.isAbsolute(base)) return undefined;
  const folder = path.posix.join(base, place.target ?? '', 'debug');
  return names.map((name) => `{workspaceRoot}/${folder}/${name}`).sort();
}

function fileNames(
  { kind, name, crateTypes = [], requiredFeatures }: CargoTarget,
  platform: NodeJS.Platform,
): string[] {
  if (kind === 'bin') return requiredFeatures?.length ? [] : [platform === 'win32' ? `${name}.exe` : name];
  if (kind !== 'lib') return [];
  return crateTypes.flatMap((type) => {
    const [prefix, ending] = libraries[type]?.[platform] ?? libraries[type]?.['default'] ?? [];
    return prefix === undefined ? [] : [`${prefix}${name.replaceAll('-', '_')}${ending}`];
  });
}
