import type { Pyproject } from '../manifests/pyproject.js';
import type { PythonProject } from '../manifests/types.js';
import { isNamespaceName } from './distributions.js';
import { parseLayout } from './layout.js';
import { LocalModules } from './local-modules.js';
import { type ProjectModules, findProjectModules } from './project-modules.js';
import { scanPythonImports } from './scan-imports.js';
import { type SourceRole, sourceRoleOf } from './source-roles.js';
import type { PythonImport } from './types.js';

/** One source file, as far as its imports go. */
export interface PythonSource {
  /** Relative to the workspace root. */
  file: string;
  role: SourceRole;
  /** None for a `foreign` file, or one that could not be read. */
  imports: readonly PythonImport[];
}

/** The sources of a project, with what their names and places say. */
export interface PythonSources {
  files: readonly PythonSource[];
  modules: ProjectModules;
  /** Whether a distribution is built of the project. */
  packaged: boolean;
  /** Whether a module, as imported by a file, lies in the project itself. */
  isLocal(file: string, module: string): boolean;
  /** The dotted names under which a file can be imported. */
  modulesOf(file: string): string[];
}

/** What {@link readPythonSources} is given. */
export interface PythonSourcesInput {
  manifest: PythonProject;
  /** The project's pyproject.toml, where there is one. */
  pyproject?: Pyproject | undefined;
  /** Its sources: paths relative to the workspace root, with a function that reads the text. */
  files: readonly { file: string; text(): string | undefined }[];
}

/** Reads the imports of a project's sources, and tells what each file is for. A file that throws has none. */
export function readPythonSources({ manifest, pyproject, files }: PythonSourcesInput): PythonSources {
  const { root, normalizedName } = manifest;
  const names = files.map(({ file }) => file);
  const layout = parseLayout(root, pyproject?.table);
  const modules = findProjectModules({
    root,
    files: names,
    ...(normalizedName !== undefined && { normalizedName }),
    ...layout,
  });
  const packaged = isPackaged(manifest, pyproject);
  const roles = new Map(names.map((file) => [file, roleIn(root, modules, packaged, file)]));
  const local = new LocalModules(
    names.map((file) => relativeTo(root, file)),
    [...new Set(['', ...modules.sourceRoots.map((folder) => relativeTo(root, folder))])],
    normalizedName?.replaceAll('-', '_'),
    isNamespaceName,
  );
  return {
    files: files.map(({ file, text }) => {
      const role = roles.get(file) ?? 'shipped';
      return { file, role, imports: role === 'foreign' ? [] : scanPythonImports(readText(text) ?? '') };
    }),
    modules,
    packaged,
    isLocal: (file, module) => local.has(relativeTo(root, file), module, roles.get(file) !== 'shipped'),
    modulesOf: (file) => modulesAt([root, ...modules.sourceRoots], file),
  };
}

function readText(read: () => string | undefined): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function roleIn(root: string, { modules, sourceRoots }: ProjectModules, packaged: boolean, file: string): SourceRole {
  const isOffered = sourceRoots.some((folder) => {
    const [module] = modulesAt([folder], file);
    return module !== undefined && modules.some((name) => module === name || module.startsWith(`${name}.`));
  });
  return sourceRoleOf(relativeTo(root, file), isOffered, packaged && modules.length > 0);
}

function modulesAt(roots: readonly string[], file: string): string[] {
  return [...new Set(roots)].flatMap((root) => {
    const path = below(root, file);
    return path === undefined ? [] : [path.replace(/(?:\/__init__)?\.pyi?$/, '').replaceAll('/', '.')];
  });
}

function isPackaged({ manifests }: PythonProject, pyproject: Pyproject | undefined): boolean {
  return pyproject?.buildBackend !== undefined || manifests.some((file) => /(?:^|\/)setup\.py$/.test(file));
}

function relativeTo(root: string, path: string): string {
  return below(root, path) ?? path;
}

/** The path below a folder, or undefined when it lies elsewhere. */
function below(folder: string, path: string): string | undefined {
  if (path === folder) return '';
  if (folder === '.') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}
