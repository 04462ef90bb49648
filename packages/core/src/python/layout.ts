/** What build settings say of where a project keeps its packages. */
export interface PackageLayout {
  /** Folders that hold packages, relative to the workspace root. Empty: nothing is said. */
  packageDirs: string[];
  /** Packages and modules by dotted name, those inside of another one left out. Empty: nothing is said. */
  packages: string[];
}

type Table = Record<string, unknown>;

/**
 * Reads the layout from the build settings of a `pyproject.toml`: setuptools, poetry, hatch, flit, pdm, uv, maturin and
 * scikit-build. Settings of an unexpected type are passed over.
 *
 * @param root the project's folder relative to the workspace root, `.` for the root itself
 * @param pyproject the parsed file
 */
export function parseLayout(root: string, pyproject: unknown): PackageLayout {
  const dirs = new Set<string>();
  const packages = new Set<string>();
  for (const { dir, name } of READERS.flatMap((read) => read(table(table(pyproject).tool)))) {
    if (dir !== undefined) dirs.add(dir);
    if (name !== undefined && /^[\w.]+$/.test(name)) packages.add(name);
  }
  return {
    packageDirs: [...dirs].map((dir) => below(root, dir)).sort(),
    packages: [...packages].filter((name) => !hasAncestor(name, packages)).sort(),
  };
}

interface Hint {
  dir?: string;
  name?: string;
}

/** One reader for each build backend; what each key means is in that backend's documentation. */
const READERS: readonly ((tool: Table) => Hint[])[] = [
  // https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html#setuptools-specific-configuration
  ({ setuptools }) => {
    const settings = table(setuptools);
    const packageDir = table(settings['package-dir']);
    const find = table(table(settings.packages).find);
    const named = [...strings(settings.packages), ...strings(settings['py-modules']), ...keys(packageDir)];
    const dirs = [...strings(find.where), ...strings([packageDir[''] ?? undefined])];
    for (const [name, dir] of Object.entries(packageDir)) {
      if (name !== '' && typeof dir === 'string' && lastPart(dir) === name) dirs.push(parent(dir));
    }
    return [...dirs.map((dir) => ({ dir })), ...named.map((name) => ({ name }))];
  },
  // https://python-poetry.org/docs/pyproject/#packages
  ({ poetry }) =>
    list(table(poetry).packages).map((entry) => {
      const { include, from } = table(entry);
      return { dir: typeof from === 'string' ? from : '.', name: moduleName(include) };
    }),
  // https://hatch.pypa.io/latest/config/build/#packages
  ({ hatch }) => {
    const build = table(table(hatch).build);
    return [build, table(table(build.targets).wheel)].flatMap((target) => strings(target.packages).map(fromPath));
  },
  ({ flit }) => strings([table(table(flit).module).name]).map((name) => ({ name })),
  ({ pdm }) => strings([table(table(pdm).build)['package-dir']]).map((dir) => ({ dir })),
  // https://docs.astral.sh/uv/concepts/build-backend/#modules
  ({ uv }) => {
    const backend = table(table(uv)['build-backend']);
    const name = backend['module-name'];
    const dirs = strings([backend['module-root']]).map((dir) => ({ dir: dir === '' ? '.' : dir }));
    return [...dirs, ...[...strings(name), ...strings([name])].map((each) => ({ name: each }))];
  },
  ({ maturin }) => strings([table(maturin)['python-source']]).map((dir) => ({ dir })),
  (tool) => strings(table(table(tool['scikit-build']).wheel).packages).map(fromPath),
];

function fromPath(path: string): Hint {
  return { dir: parent(path), name: lastPart(path) };
}

function moduleName(include: unknown): string | undefined {
  return typeof include === 'string' ? include.replace(/\.py$/, '').replaceAll('/', '.') : undefined;
}

function hasAncestor(name: string, names: ReadonlySet<string>): boolean {
  const parts = name.split('.');
  return parts.some((_, length) => length > 0 && names.has(parts.slice(0, length).join('.')));
}

function below(root: string, dir: string): string {
  const clean = dir.replace(/^\.\//, '').replace(/\/+$/, '');
  if (clean === '' || clean === '.') return root;
  return root === '.' ? clean : `${root}/${clean}`;
}

const lastPart = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const parent = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
const keys = (value: Table) => Object.keys(value).filter((key) => key !== '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const strings = (value: unknown): string[] => list(value).filter((each) => typeof each === 'string');

function table(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}
