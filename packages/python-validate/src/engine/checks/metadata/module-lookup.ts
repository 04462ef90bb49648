import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectContext, SourceFile } from '../../check.js';
import { isTable, stringsAt, tableAt, valueAt, type TomlTable } from './toml-value.js';

/** What became of a module name that an entry point gives. */
export type ModuleLookup =
  /** Its top-level module is none of this project's: another distribution may have it. */
  | { type: 'foreign' }
  /** Its package is here, the module itself is not. */
  | { type: 'missing' }
  /** It is here; `file` is absent for a namespace package and for what is not Python source. */
  | { type: 'found'; file?: SourceFile };

/** Finds modules among a project's sources. */
export type FindModule = (module: string) => ModuleLookup;

/** Folders that hold packages in the usual layouts. */
const USUAL_ROOTS = ['', 'src', 'lib', 'python'];

/** Makes a lookup over the project's files, in the folders that the usual layouts and the build settings name. */
export function createModuleLookup(project: ProjectContext, document: TomlTable): FindModule {
  const prefix = project.root === '.' ? '' : `${project.root}/`;
  const byName = new Map<string, SourceFile>();
  const folders = new Set<string>();
  for (const file of project.files) {
    const name = file.file.slice(prefix.length).replace(/\.pyi?$/, '');
    // A stub must not hide the source beside it.
    if (!byName.has(name) || file.file.endsWith('.py')) byName.set(name, file);
    for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
      folders.add(name.slice(0, slash));
    }
  }
  const roots = [...new Set([...USUAL_ROOTS, ...configuredRoots(document)])];
  const folder = join(project.workspaceRoot, project.root);
  const onDisk = (path: string) => existsBeside(join(folder, path));

  return (module) => {
    const path = module.replaceAll('.', '/');
    const top = module.split('.')[0]!;
    let owned = false;
    for (const root of roots) {
      const at = root === '' ? path : `${root}/${path}`;
      const file = byName.get(at) ?? byName.get(`${at}/__init__`);
      if (file) return { type: 'found', file };
      if (folders.has(at) || onDisk(at)) return { type: 'found' };
      owned ||=
        byName.has(join(root, top).replaceAll('\\', '/')) ||
        byName.has(root === '' ? `${top}/__init__` : `${root}/${top}/__init__`);
    }
    return { type: owned ? 'missing' : 'foreign' };
  };
}

/** Extension modules, Cython sources and folders count as modules too: `name.pyx`, `name.cpython-311-….so`. */
function existsBeside(path: string): boolean {
  if (existsSync(path)) return true;
  const slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const name = path.slice(slash + 1);
  try {
    return readdirSync(path.slice(0, slash)).some((entry) => entry.startsWith(`${name}.`));
  } catch {
    return false;
  }
}

/** Folders that build settings name: setuptools' `package-dir` and `where`, poetry's `from`, hatch's and uv's. */
function configuredRoots(document: TomlTable): string[] {
  const roots = [
    ...Object.values(tableAt(document, ['tool', 'setuptools', 'package-dir']) ?? {}),
    ...stringsAt(document, ['tool', 'setuptools', 'packages', 'find', 'where']).map(([, text]) => text),
    ...stringsAt(document, ['tool', 'hatch', 'build', 'sources']).map(([, text]) => text),
    ...stringsAt(document, ['tool', 'hatch', 'build', 'targets', 'wheel', 'sources']).map(([, text]) => text),
    valueAt(document, ['tool', 'uv', 'build-backend', 'module-root']),
    valueAt(document, ['tool', 'maturin', 'python-source']),
    valueAt(document, ['tool', 'pdm', 'build', 'package-dir']),
    ...poetryPackages(document),
  ];
  return roots.filter((root) => typeof root === 'string').map((root) => root.replace(/^\.\/?|\/$/g, ''));
}

function poetryPackages(document: TomlTable): unknown[] {
  const packages = valueAt(document, ['tool', 'poetry', 'packages']);
  return Array.isArray(packages) ? packages.map((entry: unknown) => (isTable(entry) ? entry['from'] : undefined)) : [];
}
