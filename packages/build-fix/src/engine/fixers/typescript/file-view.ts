import fs from 'node:fs';
import path from 'node:path';
import { toPosix } from '@hone/core/files';
import type { SourceFiles } from '../../types.js';
import { loadLibraries, type TypeScript } from './load.js';

/** The file system as the language service sees it: absolute names with forward slashes. */
export interface FileView {
  readonly root: string;
  /** Takes the files of another pass; only what differs gets a new version. */
  refresh(files: SourceFiles): void;
  /** Without byte order mark. */
  read(file: string): string | undefined;
  exists(file: string): boolean;
  version(file: string): string;
  directoryExists(folder: string): boolean;
  directories(folder: string): string[];
  /** Names of the files right in a folder, sorted. */
  names(folder: string): string[];
  /** Files of a folder and below that globs of a `tsconfig.json` name. */
  match(
    folder: string,
    endings?: readonly string[],
    exclude?: readonly string[],
    include?: readonly string[],
    depth?: number,
  ): string[];
  realpath(file: string): string;
  /** Relative to the workspace root; `undefined` for what lies outside or in `node_modules`. */
  toWorkspace(file: string): string | undefined;
  toAbsolute(file: string): string;
}

interface Known {
  pass: number;
  version: number;
  text: string | undefined;
}

/** The internal function that reads the globs of a `tsconfig.json`; `ts.sys` uses it for the disk. */
type MatchFiles = (
  folder: string,
  endings: readonly string[] | undefined,
  exclude: readonly string[] | undefined,
  include: readonly string[] | undefined,
  caseSensitive: boolean,
  current: string,
  depth: number | undefined,
  entries: (folder: string) => { files: readonly string[]; directories: readonly string[] },
  realpath: (name: string) => string,
) => string[];

/** What is in the workspace is read through `files`; packages and the language's libraries from where they are. */
export function createFileView(ts: TypeScript, workspaceRoot: string, first: SourceFiles): FileView {
  const root = toPosix(realpathOf(path.resolve(workspaceRoot)));
  const libraryFolder = toPosix(path.dirname(ts.getDefaultLibFilePath({})));
  const known = new Map<string, Known>();
  let files = first;
  let pass = 1;

  const toWorkspace = (file: string): string | undefined => {
    if (!file.startsWith(`${root}/`)) return undefined;
    const name = file.slice(root.length + 1);
    return /(^|\/)node_modules\//.test(`${name}/`) ? undefined : name;
  };
  const library = (file: string): string | undefined =>
    file.startsWith(`${libraryFolder}/lib.`) ? loadLibraries().get(file.slice(libraryFolder.length + 1)) : undefined;

  const readNow = (file: string): string | undefined => {
    const name = toWorkspace(file);
    const text = name === undefined ? (library(file) ?? ts.sys.readFile(file)) : files.read(name);
    return text?.startsWith('\uFEFF') ? text.slice(1) : text;
  };
  const look = (file: string): Known => {
    const before = known.get(file);
    if (before && before.pass === pass) return before;
    const text = readNow(file);
    const version = before ? before.version + Number(before.text !== text) : 1;
    const now = { pass, version, text };
    known.set(file, now);
    return now;
  };
  const exists = (file: string): boolean => {
    const name = toWorkspace(file);
    if (name !== undefined) return files.exists(name);
    return library(file) !== undefined || ts.sys.fileExists(file);
  };
  /** Of packages only the time is looked at: there are thousands of them and they hardly ever change. */
  const packageVersion = (file: string): string => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return stat ? `${stat.mtimeMs}:${stat.size}` : 'library';
  };

  return {
    root,
    refresh: (next) => {
      files = next;
      pass++;
    },
    read: (file) => (toWorkspace(file) === undefined ? readNow(file) : look(file).text),
    exists,
    version: (file) => (toWorkspace(file) === undefined ? packageVersion(file) : String(look(file).version)),
    directoryExists: (folder) => ts.sys.directoryExists(folder),
    directories: (folder) => ts.sys.getDirectories(folder),
    names: (folder) => namesOf(folder).filter((name) => exists(`${folder}/${name}`)),
    match: (folder, endings, exclude, include, depth) => {
      const onDisk = ts.sys.readDirectory(folder, endings, exclude, include, depth);
      const name = folder === root ? '.' : toWorkspace(folder);
      if (name === undefined) return onDisk;
      const { matchFiles } = ts as unknown as { matchFiles: MatchFiles };
      const entries = folderEntries(files.list(name).map((file) => `${root}/${file}`));
      const sensitive = ts.sys.useCaseSensitiveFileNames;
      const listed = matchFiles(folder, endings, exclude, include, sensitive, root, depth, entries, (at) => at);
      return [...new Set([...onDisk, ...listed])].filter(exists);
    },
    realpath: (file) => toPosix(realpathOf(file)),
    toWorkspace,
    toAbsolute: (file) => `${root}/${file}`,
  };
}

function namesOf(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function realpathOf(file: string): string {
  try {
    return fs.realpathSync.native(file);
  } catch {
    return file;
  }
}

/** What each folder holds, of a list of files. */
function folderEntries(files: readonly string[]): (folder: string) => { files: string[]; directories: string[] } {
  const folders = new Map<string, { files: Set<string>; directories: Set<string> }>();
  const folderOf = (name: string) => {
    const known = folders.get(name) ?? { files: new Set<string>(), directories: new Set<string>() };
    folders.set(name, known);
    return known;
  };
  for (const file of files) {
    folderOf(path.posix.dirname(file)).files.add(path.posix.basename(file));
    for (let at = path.posix.dirname(file); at !== path.posix.dirname(at); at = path.posix.dirname(at)) {
      const parent = folderOf(path.posix.dirname(at));
      if (parent.directories.has(path.posix.basename(at))) break;
      parent.directories.add(path.posix.basename(at));
    }
  }
  return (name) => {
    const found = folders.get(name.length > 1 && name.endsWith('/') ? name.slice(0, -1) : name);
    return { files: [...(found?.files ?? [])].sort(), directories: [...(found?.directories ?? [])].sort() };
  };
}
