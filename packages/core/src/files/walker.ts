import fs from 'node:fs';
import path from 'node:path';
import { type IgnoreRules, isIgnoreFile, parseIgnoreRules, readIgnoreRules } from './ignore-rules.js';
import { isInside, toPosix } from './paths.js';

/** Which files of a project are wanted. */
export interface ListOptions {
  /** Endings with their dot: `['.py', '.pyi']`. Default: every file. */
  extensions?: readonly string[];
  /** Called for a file that has a wanted ending. `file` is relative to the workspace root. */
  filter?: (name: string, file: string) => boolean;
  /** Folders of other projects inside this one, relative to the workspace root: they are not entered. */
  nestedRoots?: readonly string[];
  /** Patterns in the syntax of .gitignore, relative to the project's folder. */
  exclude?: readonly string[];
  /**
   * Called for each symbolic link that is not ignored, whatever it leads to; links are then not among the files. Neither
   * `extensions` nor `filter` counts for it.
   */
  onLink?: (file: string) => void;
  /** Called for a folder that cannot be read; it is left out. */
  onProblem?: (problem: { file: string; message: string }) => void;
}

/** A file with what tells whether it has changed. */
export interface FileEntry {
  /** Relative to the workspace root with forward slashes. */
  file: string;
  /** Bytes. */
  size: number;
  mtimeMs: number;
  ctimeMs: number;
}

/** Lists the source files of projects of one workspace. */
export interface Walker {
  /**
   * @param projectRoot relative to the workspace root, `.` for the root itself
   * @returns files relative to the workspace root with forward slashes, sorted by code unit
   */
  listFiles(projectRoot: string, options?: ListOptions): string[];
  /** The same with sizes and times; a file that goes away meanwhile is left out. */
  listEntries(projectRoot: string, options?: ListOptions): FileEntry[];
}

/** Folders that hold no source of the project, wherever they lie. */
const SKIPPED = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  '__pycache__',
  '__pypackages__',
  '.nx',
  '.tox',
  '.nox',
  '.eggs',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
]);

/** Our own outputs, written build contexts among them; relative to the workspace root. */
const OUTPUTS = 'dist/hone';

/** Whether a folder is never a source folder, by its name alone. Virtual environments are known by their `pyvenv.cfg`. */
export function isSkippedFolder(name: string): boolean {
  return SKIPPED.has(name) || name.endsWith('.egg-info');
}

/**
 * A walker over one workspace. It honours .gitignore and .nxignore from the workspace root down, skips virtual
 * environments, caches and our own outputs, enters no symbolic link to a folder, and takes one to a file only when it stays inside the
 * workspace. Each ignore file is read once, so keep the walker for as long as the files can be taken as unchanged: one
 * command.
 *
 * @param workspaceRoot absolute path
 */
export function createWalker(workspaceRoot: string): Walker {
  const root = path.resolve(workspaceRoot);
  const stacks = new Map<string, Level | undefined>();

  const listFiles = (projectRoot: string, options: ListOptions = {}): string[] => {
    const start = normalizeRoot(projectRoot);
    if (start === '..' || start.startsWith('../') || path.isAbsolute(start)) return [];
    const files: string[] = [];
    const walk: Walk = {
      root,
      stacks,
      options,
      projectRoot: start,
      nested: new Set(options.nestedRoots?.map(normalizeRoot)),
      exclude: parseIgnoreRules(options.exclude?.join('\n') ?? ''),
      files,
    };
    walkFolder(walk, start, levelAbove(root, stacks, start));
    return files.sort();
  };

  return {
    listFiles,
    listEntries: (projectRoot, options) =>
      listFiles(projectRoot, options).flatMap((file) => {
        const stats = statOf(path.join(root, file));
        return stats ? [{ file, size: stats.size, mtimeMs: stats.mtimeMs, ctimeMs: stats.ctimeMs }] : [];
      }),
  };
}

/** Lists the files of one project; use a {@link createWalker} for several. */
export function listFiles(workspaceRoot: string, projectRoot: string, options?: ListOptions): string[] {
  return createWalker(workspaceRoot).listFiles(projectRoot, options);
}

/** The rules of a folder that has some, and those above it. */
interface Level {
  rules: IgnoreRules;
  /** The folder relative to the workspace root with a slash at its end; empty for the root. */
  prefix: string;
  parent: Level | undefined;
}

interface Walk {
  root: string;
  stacks: Map<string, Level | undefined>;
  options: ListOptions;
  projectRoot: string;
  nested: ReadonlySet<string>;
  exclude: IgnoreRules | undefined;
  files: string[];
}

function walkFolder(walk: Walk, folder: string, above: Level | undefined): void {
  const entries = readFolder(walk, folder);
  const isRoot = folder === walk.projectRoot;
  if (!isRoot && entries.some((entry) => entry.name === 'pyvenv.cfg')) return;

  const level = levelOf(walk.root, walk.stacks, folder, above, () => entries.map((entry) => entry.name));
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory()) {
      const child = prefix + name;
      if (isSkippedFolder(name) || child === OUTPUTS) continue;
      if (walk.nested.has(child) || isIgnored(walk, level, child, name, true)) continue;
      walkFolder(walk, child, level);
    } else if (walk.options.onLink && entry.isSymbolicLink()) {
      if (isSkippedFolder(name) || walk.nested.has(prefix + name)) continue;
      if (!isIgnored(walk, level, prefix + name, name, false)) walk.options.onLink(prefix + name);
    } else if (isWanted(walk.options, name, prefix) && !isIgnored(walk, level, prefix + name, name, false)) {
      if (entry.isFile() || (entry.isSymbolicLink() && isLinkToFile(walk.root, prefix + name))) {
        walk.files.push(prefix + name);
      }
    }
  }
}

function readFolder({ root, options }: Walk, folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // A folder that went away during the walk is like one that never was.
    if (code !== 'ENOENT')
      options.onProblem?.({ file: folder || '.', message: `The folder cannot be read: ${code ?? message}.` });
    return [];
  }
}

function isWanted({ extensions, filter }: ListOptions, name: string, prefix: string): boolean {
  if (extensions && !extensions.some((extension) => name.endsWith(extension))) return false;
  return filter ? filter(name, prefix + name) : true;
}

function isLinkToFile(root: string, file: string): boolean {
  return statOf(path.join(root, file))?.isFile() === true && isInside(root, file);
}

/** `undefined` for what is gone, may not be read or is a loop of links. */
function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The nearest folder whose rules speak of the entry decides, as in git. */
function isIgnored(walk: Walk, level: Level | undefined, file: string, name: string, isFolder: boolean): boolean {
  if (walk.exclude) {
    const relative = walk.projectRoot === '' ? file : file.slice(walk.projectRoot.length + 1);
    if (walk.exclude.test(relative, name, isFolder) === 'ignored') return true;
  }
  for (let at = level; at; at = at.parent) {
    const verdict = at.rules.test(file.slice(at.prefix.length), name, isFolder);
    if (verdict) return verdict === 'ignored';
  }
  return false;
}

/** The rules that hold above a project's folder, read from the workspace root down. */
function levelAbove(root: string, stacks: Map<string, Level | undefined>, folder: string): Level | undefined {
  if (folder === '') return undefined;
  let level: Level | undefined;
  let at = '';
  for (const part of folder.split('/')) {
    const here = at;
    level = levelOf(root, stacks, here, level, () => listNames(path.join(root, here)));
    at = at === '' ? part : `${at}/${part}`;
  }
  return level;
}

function levelOf(
  root: string,
  stacks: Map<string, Level | undefined>,
  folder: string,
  parent: Level | undefined,
  names: () => string[],
): Level | undefined {
  if (stacks.has(folder)) return stacks.get(folder);
  const present = new Set(names().filter(isIgnoreFile));
  const rules = present.size > 0 ? readIgnoreRules(path.join(root, folder), present) : undefined;
  const level = rules ? { rules, prefix: folder === '' ? '' : `${folder}/`, parent } : parent;
  stacks.set(folder, level);
  return level;
}

function listNames(folder: string): string[] {
  return ['.gitignore', '.nxignore'].filter((name) => fs.existsSync(path.join(folder, name)));
}

/** `''` for the workspace root, else without `./` and a slash at the end. */
function normalizeRoot(root: string): string {
  const normal = path.posix.normalize(toPosix(root)).replace(/\/+$/, '');
  return normal === '.' ? '' : normal;
}
