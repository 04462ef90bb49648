import { normalizeName } from './names.js';
import { folderOf, resolveFrom } from './paths.js';
import { entryPointsOf, type PartialProject } from './partial.js';
import { translatePoetryConstraint } from './poetry-constraint.js';
import { lineOf, type PyprojectContext } from './standard.js';
import { asStrings, isTable, stringAt, tableAt, type TomlTable } from './toml.js';
import type { Dependency, DependencyKind, DependencySource, EntryPoint } from './types.js';

interface Section {
  /** Dotted name of the table, for lines. */
  table: string;
  entries: TomlTable;
  kind: DependencyKind;
  group?: string;
}

/**
 * `[tool.poetry]`, of poetry 1 and 2. In poetry 2 `[project]` may hold the dependencies and `[tool.poetry.dependencies]`
 * only add to them (a path, a source): `parsePyproject` brings the two together.
 */
export function readPoetry(context: PyprojectContext): Partial<PartialProject> {
  const { table, file, locate } = context;
  const poetry = tableAt(table, 'tool', 'poetry');
  const sections = sectionsOf(poetry);
  const extrasOf = extrasByPackage(poetry);
  const dependencies = sections.flatMap((section) => readSection(context, section, extrasOf));
  const name = stringAt(poetry, 'name');
  const version = stringAt(poetry, 'version');
  const requiresPython = pythonConstraint(poetry);
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(requiresPython !== undefined && { requiresPython }),
    dependencies,
    extras: Object.keys(tableAt(poetry, 'extras')).map(normalizeName),
    groups: [...new Set(sections.flatMap(({ group }) => (group === undefined ? [] : [group])))],
    entryPoints: [...scripts(), ...plugins()],
  };

  function scripts(): EntryPoint[] {
    const values = Object.entries(tableAt(poetry, 'scripts')).map(([key, value]) => {
      // The table form has `reference`; of type `file` it is a file, not an entry point.
      const reference = isTable(value) && value['type'] !== 'file' ? value['reference'] : value;
      return [key, reference] as const;
    });
    return entryPointsOf('console_scripts', Object.fromEntries(values), file, (key) =>
      locate.key('tool.poetry.scripts', key),
    );
  }

  function plugins(): EntryPoint[] {
    return Object.entries(tableAt(poetry, 'plugins')).flatMap(([group, entries]) =>
      isTable(entries)
        ? entryPointsOf(group, entries, file, (key) => locate.key(`tool.poetry.plugins.${group}`, key))
        : [],
    );
  }
}

function sectionsOf(poetry: TomlTable): Section[] {
  const groups = Object.entries(tableAt(poetry, 'group')).map(([name, group]): Section => {
    const table = `tool.poetry.group.${name}.dependencies`;
    const entries = isTable(group) ? tableAt(group, 'dependencies') : {};
    return { table, entries, kind: 'group', group: normalizeName(name) };
  });
  const legacy: Section[] = isTable(poetry['dev-dependencies'])
    ? [{ table: 'tool.poetry.dev-dependencies', entries: poetry['dev-dependencies'], kind: 'group', group: 'dev' }]
    : [];
  return [
    { table: 'tool.poetry.dependencies', entries: tableAt(poetry, 'dependencies'), kind: 'runtime' },
    ...groups,
    ...legacy,
  ];
}

/** Which extras an optional package belongs to; both normalised. */
function extrasByPackage(poetry: TomlTable): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const [extra, packages] of Object.entries(tableAt(poetry, 'extras'))) {
    for (const entry of asStrings(packages)) {
      const name = normalizeName(/^[\w.-]*/.exec(entry)![0]);
      result.set(name, [...(result.get(name) ?? []), normalizeName(extra)]);
    }
  }
  return result;
}

function pythonConstraint(poetry: TomlTable): string | undefined {
  const python = tableAt(poetry, 'dependencies')['python'];
  const text = isTable(python) ? stringAt(python, 'version') : python;
  return typeof text === 'string' ? translatePoetryConstraint(text) : undefined;
}

function readSection(context: PyprojectContext, section: Section, extrasOf: Map<string, string[]>): Dependency[] {
  return Object.entries(section.entries).flatMap(([name, value]) => {
    if (name.toLowerCase() === 'python') return [];
    const line = lineOf(context.locate.key(section.table, name));
    return (Array.isArray(value) ? value : [value]).flatMap((entry) => {
      const table: TomlTable | undefined =
        typeof entry === 'string' ? { version: entry } : isTable(entry) ? entry : undefined;
      if (!table) {
        context.problems.push({
          file: context.file,
          ...line,
          message: `'${name}' needs a version constraint or a table`,
        });
        return [];
      }
      return place(section, table, extrasOf.get(normalizeName(name))).map(({ kind, group }) => ({
        requirement: requirementOf(context, name, table, line),
        kind,
        ...(group !== undefined && { group }),
        source: sourceOf(table, folderOf(context.file)),
        file: context.file,
        ...line,
      }));
    });
  });
}

/** An optional runtime dependency is installed with the extras that list it; one that none lists, never. */
function place(section: Section, entry: TomlTable, extras: string[] = []): Pick<Section, 'kind' | 'group'>[] {
  if (section.kind !== 'runtime' || entry['optional'] !== true) return [section];
  return extras.map((group) => ({ kind: 'extra', group }));
}

function requirementOf(
  { file, problems }: PyprojectContext,
  name: string,
  entry: TomlTable,
  line: { line?: number },
): Dependency['requirement'] {
  const constraint = stringAt(entry, 'version') ?? '*';
  const specifier = translatePoetryConstraint(constraint);
  if (specifier === undefined) {
    problems.push({
      file,
      ...line,
      message: `'${constraint}' is not a version constraint of poetry (dependency '${name}')`,
      hint: 'Write it like "^1.2", "~1.2", ">=1.2,<2" or "*".',
    });
  }
  const marker = markerOf(entry);
  return {
    name,
    normalizedName: normalizeName(name),
    extras: [...new Set(asStrings(entry['extras']).map(normalizeName))].sort(),
    specifier: specifier ?? '',
    ...(marker !== undefined && { marker }),
  };
}

/** `markers`, `python` and `platform` of an entry as one environment marker. */
function markerOf(entry: TomlTable): string | undefined {
  const python = translatePoetryConstraint(stringAt(entry, 'python') ?? '*') ?? '';
  const platform = stringAt(entry, 'platform');
  const parts = [
    stringAt(entry, 'markers'),
    ...python.split(',').filter(Boolean).map(pythonMarker),
    platform === undefined ? undefined : `sys_platform == '${platform}'`,
  ].filter((part) => part !== undefined);
  return parts.length > 1 ? parts.map((part) => (/\bor\b/.test(part) ? `(${part})` : part)).join(' and ') : parts[0];
}

function pythonMarker(clause: string): string {
  const [, operator, version] = /^([=!<>~]+)(.*)$/.exec(clause)!;
  const variable = /^\d+(?:\.\d+)?(?:\.\*)?$/.test(version!) ? 'python_version' : 'python_full_version';
  return `${variable} ${operator} '${version}'`;
}

function sourceOf(entry: TomlTable, folder: string): DependencySource {
  const path = stringAt(entry, 'path') ?? stringAt(entry, 'file');
  if (path !== undefined) return { type: 'path', path: resolveFrom(folder, path), editable: entry['develop'] === true };
  const git = stringAt(entry, 'git');
  if (git !== undefined) return { type: 'git', url: git };
  const url = stringAt(entry, 'url');
  return url !== undefined ? { type: 'url', url } : { type: 'index' };
}
