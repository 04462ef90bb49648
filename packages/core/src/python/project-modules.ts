import { commonNonModules, commonNonPackages } from './layout-names.js';
import { buildModuleTree, collectPrefixes, isModuleName, type ModuleTree } from './module-tree.js';

/** What {@link findProjectModules} looks at. All paths are relative to the workspace root, with forward slashes. */
export interface ProjectModulesInput {
  /** The project's folder, `.` for the workspace root. */
  root: string;
  /** The project's files; those that hold no Python module are ignored. */
  files: readonly string[];
  /** The distribution's name after PEP 503 normalisation: its package is found in less usual folders too. */
  normalizedName?: string;
  /**
   * Folders that hold packages, as the manifest's build settings say (see `parseLayout`); they replace the guess
   * between `src` and flat layout.
   */
  packageDirs?: readonly string[];
  /** Packages or modules that the manifest names, dotted. Where some exist in a folder, they replace the guess for it. */
  packages?: readonly string[];
}

/** What a project offers to an importer. */
export interface ProjectModules {
  /**
   * Dotted import prefixes, sorted: `flask`, or `acme.billing` for a package in a namespace. For
   * `from acme import billing` an importer looks up `acme.billing` before `acme`; the longest prefix wins.
   */
  modules: string[];
  /** Folders to be put on `sys.path`, sorted. */
  sourceRoots: string[];
}

const USUAL_SOURCE_FOLDERS = ['src', 'lib', 'python'];

/**
 * Finds the modules that a project offers, from its list of files alone: `src` layout, flat layout, single modules and
 * namespace packages. Folders that are no packages by convention (`tests`, `docs`, …) are left out of a flat layout, as
 * setuptools' automatic discovery does.
 */
export function findProjectModules(input: ProjectModulesInput): ProjectModules {
  const tree = buildModuleTree(input.files.map((file) => relativeTo(input.root, file) ?? ''));
  const relativeRoots = input.packageDirs?.length
    ? input.packageDirs.map((dir) => relativeTo(input.root, dir)).filter((dir) => dir !== undefined)
    : guessSourceRoots(tree, input.normalizedName);
  const modules = new Set<string>();
  const roots = new Set<string>();
  for (const relative of relativeRoots) {
    const folder = folderAt(tree, relative);
    if (!folder) continue;
    const named = (input.packages ?? []).flatMap((name) => prefixesOf(folder, name));
    const found = named.length > 0 ? named : offeredBy(folder, relative === '', input.normalizedName);
    for (const name of found) modules.add(name);
    if (found.length > 0) roots.add(join(input.root, relative));
  }
  return { modules: [...modules].sort(), sourceRoots: [...roots].sort() };
}

/** `src` when it holds modules and is no package; else the usual folder that holds the distribution's own package. */
function guessSourceRoots(tree: ModuleTree, normalizedName: string | undefined): string[] {
  const own = normalizedName?.replaceAll('-', '_');
  const inRoot = own !== undefined && (tree.folders.get(own)?.modules.has('__init__') || tree.modules.has(own));
  if (inRoot) return [''];
  const src = tree.folders.get('src');
  if (src && !src.modules.has('__init__') && offeredBy(src, false, normalizedName).length > 0) return ['src'];
  const named = USUAL_SOURCE_FOLDERS.filter((name) => {
    const folder = tree.folders.get(name);
    return own !== undefined && (folder?.folders.has(own) || folder?.modules.has(own));
  });
  return named.length > 0 ? named : [''];
}

/** Packages first; loose modules count in a source folder of their own, or where there is no package at all. */
function offeredBy(folder: ModuleTree, flat: boolean, normalizedName: string | undefined): string[] {
  const own = normalizedName?.replaceAll('-', '_');
  const packages: string[] = [];
  // Beside the distribution's own package, a folder without `__init__` is no namespace but a folder.
  const hasOwn = flat && own !== undefined && folder.folders.get(own)?.modules.has('__init__');
  for (const [name, child] of folder.folders) {
    if (!isModuleName(name) || (flat && name !== own && isConventional(name, commonNonPackages))) continue;
    if (hasOwn && !child.modules.has('__init__')) continue;
    collectPrefixes(child, name, packages);
  }
  const loose = [...folder.modules].filter(
    (name) =>
      isModuleName(name) &&
      !(name.startsWith('__') && name.endsWith('__')) &&
      (name === own || !(isConventional(name, commonNonModules) || /^test_|_test$/.test(name))),
  );
  const named = loose.filter((name) => name.toLowerCase() === own);
  const alone = packages.length === 0 && named.length === 0;
  return [...packages, ...(alone || !flat ? loose : named)];
}

function isConventional(name: string, names: ReadonlySet<string>): boolean {
  return names.has(name.toLowerCase());
}

/** What a package that the manifest names offers: itself, or what lies in it when it is a namespace; none without files. */
function prefixesOf(folder: ModuleTree, name: string): string[] {
  const path = name.replaceAll('.', '/');
  const child = folderAt(folder, path);
  const found: string[] = [];
  if (child) collectPrefixes(child, name, found);
  else if (folderAt(folder, path.replace(/\/?[^/]*$/, ''))?.modules.has(path.slice(path.lastIndexOf('/') + 1)))
    found.push(name);
  return found;
}

function folderAt(tree: ModuleTree, relative: string): ModuleTree | undefined {
  if (relative === '') return tree;
  return relative.split('/').reduce<ModuleTree | undefined>((folder, part) => folder?.folders.get(part), tree);
}

/** The path below `root`, `''` for `root` itself, or undefined when it lies elsewhere. */
function relativeTo(root: string, path: string): string | undefined {
  if (root === '.') return path === '.' ? '' : path.replace(/^\.\//, '').replace(/\/$/, '');
  if (path === root) return '';
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1).replace(/\/$/, '') : undefined;
}

function join(root: string, relative: string): string {
  if (relative === '') return root;
  return root === '.' ? relative : `${root}/${relative}`;
}
