import { folderOf, resolveFrom } from './paths.js';
import { normalizeName } from './names.js';
import { isTable, stringAt, type TomlTable } from './toml.js';
import type { Dependency, DependencySource, Requirement } from './types.js';

/** `[tool.uv.sources]` of a project and of the workspace that it is a member of; its own win. */
export interface UvSources {
  own: TomlTable;
  inherited?: { sources: TomlTable; folder: string };
}

/**
 * Gives a dependency its source. A list of sources, each with a marker, gives one dependency for each. Sources of an
 * extra or a group only hold there.
 */
export function sourcedDependencies(dependency: Omit<Dependency, 'source'>, sources: UvSources): Dependency[] {
  const { requirement, file } = dependency;
  const own = entriesOf(sources.own, requirement.normalizedName, dependency.group);
  const inherited = sources.inherited;
  const [entries, folder] =
    own.length > 0 || !inherited
      ? [own, folderOf(file)]
      : [entriesOf(inherited.sources, requirement.normalizedName, dependency.group), inherited.folder];
  if (entries.length === 0) return [{ ...dependency, source: sourceOfUrl(requirement.url, folderOf(file)) }];
  return entries.map((entry) => ({
    ...dependency,
    requirement: withMarker(requirement, stringAt(entry, 'marker')),
    source: sourceOfEntry(entry, folder),
  }));
}

function entriesOf(sources: TomlTable, name: string, group: string | undefined): TomlTable[] {
  const key = Object.keys(sources).find((candidate) => normalizeName(candidate) === name);
  const value = key === undefined ? undefined : sources[key];
  return (Array.isArray(value) ? value : [value]).filter(isTable).filter((entry) => {
    const only = stringAt(entry, 'extra') ?? stringAt(entry, 'group');
    return only === undefined || (group !== undefined && normalizeName(only) === group);
  });
}

function withMarker(requirement: Requirement, marker: string | undefined): Requirement {
  if (marker === undefined) return requirement;
  return { ...requirement, marker: requirement.marker ? `(${requirement.marker}) and (${marker})` : marker };
}

function sourceOfEntry(entry: TomlTable, folder: string): DependencySource {
  if (entry['workspace'] === true) return { type: 'workspace' };
  const path = stringAt(entry, 'path');
  if (path !== undefined)
    return { type: 'path', path: resolveFrom(folder, path), editable: entry['editable'] === true };
  const git = stringAt(entry, 'git');
  if (git !== undefined) return { type: 'git', url: git };
  const url = stringAt(entry, 'url');
  return url !== undefined ? { type: 'url', url } : { type: 'index' };
}

/** The source of a direct reference (`name @ url`); the index where there is none. */
export function sourceOfUrl(url: string | undefined, folder: string): DependencySource {
  if (url === undefined) return { type: 'index' };
  if (/^git\+/i.test(url)) return { type: 'git', url: url.slice(4) };
  const file = /^file:(?:\/\/(?:localhost)?)?(.*)$/is.exec(url)?.[1];
  if (file !== undefined) {
    return { type: 'path', path: resolveFrom(folder, decode(withoutFragment(file))), editable: false };
  }
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url)
    ? { type: 'url', url }
    : { type: 'path', path: resolveFrom(folder, withoutFragment(url)), editable: false };
}

const withoutFragment = (text: string): string => text.replace(/#.*$/, '');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
