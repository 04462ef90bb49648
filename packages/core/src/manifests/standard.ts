import type { Locator } from './locate.js';
import { normalizeName } from './names.js';
import { entryPointsOf, type PartialProject } from './partial.js';
import { parseRequirement } from './requirement.js';
import { parseSpecifier } from './specifier.js';
import { isTable, stringAt, tableAt, type TomlTable } from './toml.js';
import type { Dependency, DependencyKind, ManifestProblem } from './types.js';
import { sourcedDependencies, type UvSources } from './uv-sources.js';

/** A `pyproject.toml` while it is read. Readers push what they can't read to `problems`. */
export interface PyprojectContext {
  table: TomlTable;
  /** Relative to the workspace root. */
  file: string;
  locate: Locator;
  problems: ManifestProblem[];
}

/** Where in a `pyproject.toml` a list of requirements stands, and what it is for. */
export interface RequirementList {
  table: string;
  key: string;
  kind: DependencyKind;
  group?: string;
}

/** `[project]`: PEP 621. */
export function readStandardProject(context: PyprojectContext, sources: UvSources): Partial<PartialProject> {
  const { table, file, locate, problems } = context;
  if (table['project'] !== undefined && !isTable(table['project'])) {
    problems.push({ file, message: "'project' must be a table" });
  }
  const project = tableAt(table, 'project');
  const optional = tableAt(project, 'optional-dependencies');
  const name = stringAt(project, 'name');
  const version = stringAt(project, 'version');
  const requiresPython = readRequiresPython(context, project);
  return {
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(requiresPython !== undefined && { requiresPython }),
    dependencies: [
      ...readRequirements(context, project['dependencies'], sources, {
        table: 'project',
        key: 'dependencies',
        kind: 'runtime',
      }),
      ...Object.entries(optional).flatMap(([extra, list]) =>
        readRequirements(context, list, sources, {
          table: 'project.optional-dependencies',
          key: extra,
          kind: 'extra',
          group: normalizeName(extra),
        }),
      ),
    ],
    extras: Object.keys(optional).map(normalizeName),
    entryPoints: [
      ...scripts('console_scripts', 'scripts'),
      ...scripts('gui_scripts', 'gui-scripts'),
      ...Object.entries(tableAt(project, 'entry-points')).flatMap(([group, entries]) =>
        isTable(entries)
          ? entryPointsOf(group, entries, file, (key) => locate.key(`project.entry-points.${group}`, key))
          : [],
      ),
    ],
  };

  function scripts(group: string, key: string) {
    return entryPointsOf(group, tableAt(project, key), file, (script) => locate.key(`project.${key}`, script));
  }
}

function readRequiresPython({ file, locate, problems }: PyprojectContext, project: TomlTable): string | undefined {
  const text = stringAt(project, 'requires-python');
  if (text === undefined) return undefined;
  const parsed = parseSpecifier(text);
  if ('error' in parsed) {
    problems.push({
      file,
      ...lineOf(locate.key('project', 'requires-python')),
      message: `requires-python '${text}' is not a version specifier: ${parsed.error}`,
      hint: 'Write it as PEP 440 says, for example ">=3.10".',
    });
  }
  return text;
}

/** `[dependency-groups]`: PEP 735. Each group holds its own entries and those of the groups that it includes. */
export function readDependencyGroups(context: PyprojectContext, sources: UvSources): Partial<PartialProject> {
  const { table, file, locate, problems } = context;
  const groups = tableAt(table, 'dependency-groups');
  const names = new Map(Object.keys(groups).map((key) => [normalizeName(key), key]));

  const expand = (key: string, group: string, trail: readonly string[]): Dependency[] => {
    const list = groups[key];
    if (!Array.isArray(list)) {
      problems.push({ file, ...at(key), message: `The dependency group '${key}' must be an array` });
      return [];
    }
    return list.flatMap((item) => {
      if (!isTable(item)) {
        return readRequirements(context, [item], sources, { table: 'dependency-groups', key, kind: 'group', group });
      }
      const included = stringAt(item, 'include-group');
      if (included === undefined) {
        problems.push({
          file,
          ...at(key),
          message: `The dependency group '${key}' has an entry that is no requirement`,
        });
        return [];
      }
      return include(key, included, group, trail);
    });
  };

  const include = (key: string, included: string, group: string, trail: readonly string[]): Dependency[] => {
    const target = names.get(normalizeName(included));
    if (target === undefined) {
      problems.push({
        file,
        ...at(key),
        message: `The dependency group '${key}' includes '${included}', which is not defined`,
      });
      return [];
    }
    if (trail.includes(target)) {
      // Every group of a cycle meets it: the first by name tells.
      if (target === trail[0] && trail.every((name) => name >= target)) {
        const cycle = [...trail, target].map((name) => `'${name}'`).join(' → ');
        problems.push({ file, ...at(key), message: `Dependency groups include each other in a cycle: ${cycle}` });
      }
      return [];
    }
    return expand(target, group, [...trail, target]);
  };

  const at = (key: string) => lineOf(locate.key('dependency-groups', key));
  const reported = problems.length;
  const dependencies = Object.keys(groups).flatMap((key) => expand(key, normalizeName(key), [key]));
  dropRepeated(problems, reported);
  return { dependencies, groups: [...names.keys()] };
}

/** A group that others include is read once for each of them: its problems are told once. */
function dropRepeated(problems: ManifestProblem[], from: number): void {
  const seen = new Set<string>();
  const added = problems.splice(from);
  problems.push(
    ...added.filter((problem) => {
      const key = JSON.stringify(problem);
      return !seen.has(key) && seen.add(key);
    }),
  );
}

/** `[build-system]`: PEP 518; uv looks for what builds a project among its sources too. */
export function readBuildSystem(context: PyprojectContext, sources: UvSources): Partial<PartialProject> {
  const requires = tableAt(context.table, 'build-system')['requires'];
  const list: RequirementList = { table: 'build-system', key: 'requires', kind: 'build' };
  return { dependencies: readRequirements(context, requires, sources, list) };
}

/** Reads an array of PEP 508 requirements; what is none becomes a problem. */
export function readRequirements(
  context: PyprojectContext,
  value: unknown,
  sources: UvSources,
  list: RequirementList,
): Dependency[] {
  const { file, locate, problems } = context;
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.push({
      file,
      ...lineOf(locate.key(list.table, list.key)),
      message: `'${list.table}.${list.key}' must be an array of requirements`,
    });
    return [];
  }
  return value.flatMap((item) => {
    // A text that is not found as it is stands in a string of several lines.
    const found = typeof item === 'string' ? locate.find(list.table, item, list.key) : undefined;
    const line = lineOf(found ?? locate.key(list.table, list.key));
    const requirement = typeof item === 'string' ? parseRequirement(item) : { error: 'It is not a string', column: 1 };
    if ('error' in requirement) {
      problems.push({
        file,
        ...line,
        message: `'${String(item)}' is not a requirement: ${requirement.error} (at its column ${requirement.column})`,
        hint: 'Write it as PEP 508 says, for example "httpx[http2]>=0.27; python_version >= \'3.10\'".',
      });
      return [];
    }
    const { kind, group } = list;
    return sourcedDependencies({ requirement, kind, ...(group !== undefined && { group }), file, ...line }, sources);
  });
}

export const lineOf = (line: number | undefined): { line?: number } => (line === undefined ? {} : { line });
