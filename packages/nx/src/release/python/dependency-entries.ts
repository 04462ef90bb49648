import { asStrings, isTable, normalizeName, tableAt, type TomlTable } from '@hone/core/manifests';

/** A dependency as a `pyproject.toml` writes it, when it may name a version. */
export interface PythonDependencyEntry {
  /** Keys and indices from the top of the document to the string that holds the version. */
  path: (string | number)[];
  normalizedName: string;
  /** `requirement`: a string of PEP 508. `poetry`: a constraint of `[tool.poetry]`. */
  form: 'requirement' | 'poetry';
  text: string;
  /** The table or array it stands in: `project.dependencies`. */
  collection: string;
}

/** Arrays of requirements. */
const ARRAYS = [
  ['project', 'dependencies'],
  ['build-system', 'requires'],
  ['tool', 'uv', 'dev-dependencies'],
  ['tool', 'uv', 'constraint-dependencies'],
  ['tool', 'uv', 'override-dependencies'],
];

/** Tables of arrays of requirements. */
const GROUPS = [['project', 'optional-dependencies'], ['dependency-groups'], ['tool', 'pdm', 'dev-dependencies']];

/** Every place of a manifest where a version of another project can be asked for. */
export function pythonDependencyEntries(manifest: TomlTable): PythonDependencyEntry[] {
  const groups = GROUPS.flatMap((at) => Object.keys(tableAt(manifest, ...at)).map((group) => [...at, group]));
  const poetry = tableAt(manifest, 'tool', 'poetry');
  const poetryGroups = Object.keys(tableAt(poetry, 'group')).map((group) => ['group', group, 'dependencies']);
  const poetryTables = [['dependencies'], ['dev-dependencies'], ...poetryGroups];
  return [
    ...[...ARRAYS, ...groups].flatMap((at) => requirementsIn(manifest, at)),
    ...poetryTables.flatMap((at) => constraintsIn(tableAt(poetry, ...at), ['tool', 'poetry', ...at])),
  ];
}

function requirementsIn(manifest: TomlTable, at: string[]): PythonDependencyEntry[] {
  const items = tableAt(manifest, ...at.slice(0, -1))[at.at(-1)!];
  if (!Array.isArray(items)) return [];
  return items.flatMap((text: unknown, i): PythonDependencyEntry[] => {
    const name = typeof text === 'string' ? /^\s*([\w.-]+)/.exec(text)?.[1] : undefined;
    if (name === undefined || typeof text !== 'string') return [];
    return [
      { path: [...at, i], normalizedName: normalizeName(name), form: 'requirement', text, collection: at.join('.') },
    ];
  });
}

function constraintsIn(table: TomlTable, at: string[]): PythonDependencyEntry[] {
  return Object.entries(table).flatMap(([key, value]) => {
    // A list gives one constraint for each Python or platform.
    const parts: [unknown, (string | number)[]][] = Array.isArray(value)
      ? value.map((part, i) => [part, [i]])
      : [[value, []]];
    return parts.flatMap(([part, index]): PythonDependencyEntry[] => {
      const version = isTable(part) ? part['version'] : part;
      if (typeof version !== 'string') return [];
      const path = [...at, key, ...index, ...(isTable(part) ? ['version'] : [])];
      return [{ path, normalizedName: normalizeName(key), form: 'poetry', text: version, collection: at.join('.') }];
    });
  });
}

/** Where the version of a project is written, and what its name is. */
export interface PythonIdentity {
  normalizedName?: string;
  /** Keys to the place where the version is written, or belongs. */
  versionPath: string[];
  version?: string;
  /** The build backend finds the version out. */
  dynamic: boolean;
}

const PROJECT_VERSION = ['project', 'version'];
const POETRY_VERSION = ['tool', 'poetry', 'version'];

/** What `[project]`, else `[tool.poetry]`, says. */
export function pythonIdentity(manifest: TomlTable): PythonIdentity {
  const project = tableAt(manifest, 'project');
  const poetry = tableAt(manifest, 'tool', 'poetry');
  const name = project['name'] ?? poetry['name'];
  const place = [
    { path: PROJECT_VERSION, value: project['version'] },
    { path: POETRY_VERSION, value: poetry['version'] },
  ].find(({ value }) => typeof value === 'string');
  return {
    ...(typeof name === 'string' && { normalizedName: normalizeName(name) }),
    versionPath:
      place?.path ?? (project['name'] === undefined && poetry['name'] !== undefined ? POETRY_VERSION : PROJECT_VERSION),
    ...(place && { version: String(place.value) }),
    dynamic: !place && asStrings(project['dynamic']).includes('version'),
  };
}
