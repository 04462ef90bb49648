import path from 'node:path';

/** A folder with at least one file of the plugin's pattern. */
export interface Candidate {
  /** Relative to the workspace root, `.` for the root itself. */
  root: string;
  /** Names of the files of the pattern that lie in it, sorted. */
  files: string[];
  /** It lies in a folder of test inputs, and no Nx configuration says that it is a project all the same. */
  fixture: boolean;
}

/** Folders that hold no project of the workspace, wherever they lie. */
const NEVER = new Set([
  'node_modules',
  '.venv',
  'venv',
  '.git',
  '.nx',
  '.tox',
  '.nox',
  '.eggs',
  'site-packages',
  '__pycache__',
  '__pypackages__',
]);

/** Folders whose projects are input to tests: projects only where an Nx configuration says so. */
const FIXTURES = new Set(['fixtures', '__fixtures__', 'testdata', 'test-data', 'test_data']);

/** Groups the files that Nx found by folder, sorted, without folders that hold no project of the workspace. */
export function candidatesOf(files: readonly string[]): Candidate[] {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const root = path.posix.dirname(file);
    const list = folders.get(root);
    if (list) list.push(path.posix.basename(file));
    else folders.set(root, [path.posix.basename(file)]);
  }
  return [...folders]
    .filter(([root]) => !isNeverProject(root))
    .map(([root, names]) => ({
      root,
      files: names.sort(),
      fixture: !names.includes('project.json') && liesInFixtures(root),
    }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

/** Whether a path leads through a folder that holds nothing of the workspace. */
export function isNeverProject(file: string): boolean {
  return file.split('/').some((part) => NEVER.has(part));
}

/** Whether a folder is, or lies in, one of test inputs. */
export function liesInFixtures(root: string): boolean {
  return root.split('/').some((part) => FIXTURES.has(part));
}

/** The folders above one, nearest first, ending with the workspace root. */
export function foldersAbove(root: string): string[] {
  const folders: string[] = [];
  for (let folder = root; folder !== '.';) {
    folder = path.posix.dirname(folder);
    folders.push(folder);
  }
  return folders;
}

/** For each folder that holds others: these, in the order given. */
export function nestedRoots(roots: Iterable<string>): Map<string, string[]> {
  const all = new Set(roots);
  const nested = new Map<string, string[]>();
  for (const root of all) {
    for (const ancestor of foldersAbove(root).filter((folder) => all.has(folder))) {
      nested.set(ancestor, [...(nested.get(ancestor) ?? []), root]);
    }
  }
  return nested;
}
