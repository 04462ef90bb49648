import { stringify } from 'smol-toml';
import { compareText, normalizeName } from './names.js';
import { parseRequirement } from './requirement.js';
import { asStrings, isTable, parseToml, stringAt, tableAt, type TomlTable } from './toml.js';

/** What of a uv workspace lies in a build context. */
export interface UvRootParts {
  /** Folders of the members that are there, relative to the root manifest's folder. */
  members: readonly string[];
  /** Whether the context's lock holds a package, by its normalised name. */
  isLocked: (name: string) => boolean;
  /** Whether a project of the context needs it to be built: such packages are not locked. */
  buildsWith: (name: string) => boolean;
}

/**
 * Keys of `[tool.uv]` that mean nothing once the root is no project of the context: they speak of the root's own package
 * and groups, or of commands that do not install. Every other key stays, known or not, since it may change what is
 * installed.
 */
const OF_THE_ROOT_ALONE = [
  'workspace',
  'sources',
  'package',
  'managed',
  'default-groups',
  'dependency-groups',
  'dev-dependencies',
  'build-backend',
  'add-bounds',
  'publish-url',
  'check-url',
  'trusted-publishing',
];

/** How keys that name packages are cut down to those of the context. */
const CUT: Readonly<Record<string, (value: unknown, isLocked: UvRootParts['isLocked']) => unknown>> = {
  // A constraint says nothing where its package is not installed. An override can take a package away: all stay.
  'constraint-dependencies': (value, isLocked) =>
    asStrings(value).filter((text) => {
      const requirement = parseRequirement(text);
      return 'error' in requirement || isLocked(requirement.normalizedName);
    }),
  conflicts: (value, isLocked) =>
    (Array.isArray(value) ? value : [])
      .map((set: unknown) => (Array.isArray(set) ? set : []).filter((item) => isTable(item) && hasItem(item, isLocked)))
      .filter((set) => set.length > 1),
};

const hasItem = (item: TomlTable, isLocked: UvRootParts['isLocked']): boolean =>
  isLocked(normalizeName(stringAt(item, 'package') ?? ''));

/**
 * Writes the root manifest of a uv workspace for a context in which the root itself is no project: the members that are
 * there, the sources of what is there, and the settings of `[tool.uv]` that can change what is installed. `[project]`,
 * `[build-system]`, `[dependency-groups]` and the tables of other tools are gone, comments too, and keys are sorted: an
 * edit there leaves the text as it is.
 *
 * @param text the manifest
 * @param file its path for messages
 * @returns TOML
 */
export function renderUvRoot(text: string, file: string, parts: UvRootParts): string {
  const uv = tableAt(parseToml(text, file).table, 'tool', 'uv');
  const kept = Object.keys(uv)
    .filter((key) => !OF_THE_ROOT_ALONE.includes(key))
    .map((key) => [key, CUT[key]?.(uv[key], parts.isLocked) ?? uv[key]] as const)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0);
  const sources = Object.entries(tableAt(uv, 'sources')).filter(([written]) => {
    const name = normalizeName(written);
    return parts.isLocked(name) || parts.buildsWith(name);
  });
  const table = {
    ...Object.fromEntries(kept),
    workspace: { members: [...parts.members].sort(compareText).map(escapeGlob) },
    ...(sources.length > 0 && { sources: Object.fromEntries(sources) }),
  };
  return stringify({ tool: { uv: sortedKeys(table) } });
}

/** Members are globs. */
function escapeGlob(folder: string): string {
  return folder.replace(/[*?[\]]/g, '[$&]');
}

/** Tables with their keys in order; the order of lists means something. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isTable(value)) return value;
  const keys = Object.keys(value).sort(compareText);
  return Object.fromEntries(keys.map((key) => [key, sortedKeys(value[key])]));
}

/**
 * Reduces the members of a root manifest that is itself a project of the context; all else stays as it was written.
 *
 * @returns the change for `editToml`, or undefined for a manifest without a workspace
 */
export function planUvMembers(
  text: string,
  file: string,
  members: readonly string[],
): ({ op: 'set'; path: string[]; value: string[] } | { op: 'remove'; path: string[] })[] | undefined {
  const uv = tableAt(parseToml(text, file).table, 'tool', 'uv');
  if (!isTable(uv['workspace'])) return undefined;
  const path = ['tool', 'uv', 'workspace'];
  return [
    { op: 'set', path: [...path, 'members'], value: [...members].sort(compareText).map(escapeGlob) },
    { op: 'remove', path: [...path, 'exclude'] },
  ];
}
