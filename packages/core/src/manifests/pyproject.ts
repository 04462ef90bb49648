import { createLocator } from './locate.js';
import { emptyProject, type PartialProject } from './partial.js';
import { readPoetry } from './poetry.js';
import { readBuildSystem, readDependencyGroups, readStandardProject, type PyprojectContext } from './standard.js';
import type { Dependency } from './types.js';
import { isTable, parseToml, stringAt, stringsAt, tableAt, type TomlTable } from './toml.js';
import { readPdm } from './pdm.js';
import { readUv } from './uv.js';

/** What `pyproject.toml` says of a project. */
export interface Pyproject extends PartialProject {
  /** The tool tables that a manager owns. */
  tools: { uv: boolean; poetry: boolean };
  /** `[project]` is there. */
  standard: boolean;
  buildBackend?: string;
  /** `[tool.uv.sources]` as written; a workspace root's sources hold for its members too. */
  uvSources: TomlTable;
  /** `project.dynamic`. */
  dynamic: string[];
  /** Requirements files that setuptools' dynamic fields name, relative to the project, by extra (`''` for none). */
  dynamicRequirements: { files: string[]; extra: string }[];
  /** The parsed file, for readers that look for more. */
  table: TomlTable;
}

/** What a `pyproject.toml` does not say of itself. */
export interface PyprojectOptions {
  /** Sources of the uv workspace that this project is a member of, with the folder their paths are relative to. */
  inherited?: { sources: TomlTable; folder: string };
}

/**
 * Parses a `pyproject.toml`: PEP 621, PEP 735, uv's and poetry's tables, entry points and the build system.
 *
 * @param text the file's content
 * @param file its path relative to the workspace root, with forward slashes; paths in it are resolved from there
 * @returns all that could be read, with a problem for each thing that could not; never throws
 */
export function parsePyproject(text: string, file: string, options: PyprojectOptions = {}): Pyproject {
  const { table, problems } = parseToml(text, file);
  const context: PyprojectContext = { table, file, locate: createLocator(text), problems: [...problems] };
  const uv = tableAt(table, 'tool', 'uv');
  const sources = { own: tableAt(uv, 'sources'), ...options };
  const parts = [
    readStandardProject(context, sources),
    readDependencyGroups(context, sources),
    readUv(context, sources),
    readPoetry(context),
    readBuildSystem(context, sources),
    readPdm(context),
  ];
  const backend = stringAt(tableAt(table, 'build-system'), 'build-backend');
  return {
    ...emptyProject(),
    ...Object.assign({}, ...parts.map(identityOf).reverse()),
    dependencies: mergeEnriched(parts.map((part) => part.dependencies ?? [])),
    extras: unique(parts.flatMap((part) => part.extras ?? [])),
    groups: unique(parts.flatMap((part) => part.groups ?? [])),
    entryPoints: parts.flatMap((part) => part.entryPoints ?? []),
    problems: context.problems,
    tools: { uv: has(table, 'uv'), poetry: has(table, 'poetry') },
    standard: isTable(table['project']),
    ...(backend !== undefined && { buildBackend: backend }),
    uvSources: tableAt(uv, 'sources'),
    dynamic: stringsAt(tableAt(table, 'project'), 'dynamic'),
    dynamicRequirements: dynamicRequirements(table),
    table,
  };
}

/** The order of the readers below matters to {@link mergeEnriched}: poetry's is the fourth. */
const POETRY = 3;

/**
 * In poetry 2 an entry of `[tool.poetry.dependencies]` for a name that `[project]` (or a group of
 * `[dependency-groups]`) lists too is no second dependency: it says where that one comes from.
 */
function mergeEnriched(parts: readonly Dependency[][]): Dependency[] {
  const scope = ({ kind, group }: Dependency): string => (kind === 'group' ? `group ${group}` : 'project');
  const keyOf = (dependency: Dependency): string => `${scope(dependency)} ${dependency.requirement.normalizedName}`;
  const poetry = new Map((parts[POETRY] ?? []).map((dependency) => [keyOf(dependency), dependency]));
  const others = parts.filter((_, i) => i !== POETRY).flat();
  const listed = new Set(others.filter(({ kind }) => kind !== 'build' && kind !== 'constraint').map(keyOf));
  const enriched = others.map((dependency) => {
    const entry = listed.has(keyOf(dependency)) ? poetry.get(keyOf(dependency)) : undefined;
    const useful = entry && entry.source.type !== 'index' && dependency.kind !== 'build';
    return useful ? { ...dependency, source: entry.source } : dependency;
  });
  return [...enriched, ...(parts[POETRY] ?? []).filter((dependency) => !listed.has(keyOf(dependency)))];
}

const has = (table: TomlTable, tool: string): boolean => isTable(tableAt(table, 'tool')[tool]);
const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** The scalar fields of a part, those that it has. */
function identityOf(part: Partial<PartialProject>): Partial<PartialProject> {
  const { name, version, requiresPython, workspace } = part;
  return Object.fromEntries(
    Object.entries({ name, version, requiresPython, workspace }).filter(([, value]) => value !== undefined),
  );
}

function dynamicRequirements(table: TomlTable): Pyproject['dynamicRequirements'] {
  const dynamic = new Set(stringsAt(tableAt(table, 'project'), 'dynamic'));
  const setuptools = tableAt(table, 'tool', 'setuptools', 'dynamic');
  const files = (value: unknown): string[] => {
    if (!isTable(value)) return [];
    const file = value['file'];
    return typeof file === 'string' ? [file] : stringsAt(value, 'file');
  };
  const own = dynamic.has('dependencies') ? [{ files: files(setuptools['dependencies']), extra: '' }] : [];
  const extras = dynamic.has('optional-dependencies')
    ? Object.entries(tableAt(setuptools, 'optional-dependencies')).map(([extra, value]) => ({
        files: files(value),
        extra,
      }))
    : [];
  return [...own, ...extras].filter((entry) => entry.files.length > 0);
}
