import { posix } from 'node:path';
import { decodeManifest } from './decode.js';
import { requirementsRole } from './manifest-names.js';
import { nodeManifestFiles, type ManifestFiles } from './manifest-files.js';
import { compareText, normalizeName } from './names.js';
import { emptyProject, type PartialProject } from './partial.js';
import { folderOf, isInsideWorkspace, resolveFrom } from './paths.js';
import { parsePyproject, type Pyproject, type PyprojectOptions } from './pyproject.js';
import { parseRequirements, type RequirementsOptions } from './requirements.js';
import { parseSetupCfg } from './setup-cfg.js';
import { parseSetupPy } from './setup-py.js';
import type { PythonProject } from './types.js';

/** A project while it is read: parts in order of authority, and every file that was looked into. */
interface Reading {
  files: ManifestFiles;
  /** Folder of the project, relative to the workspace root. */
  root: string;
  /** What is in that folder: asking the disk for files that are not there is what would cost most. */
  names: ReadonlySet<string>;
  parts: PartialProject[];
  read: Set<string>;
  problems: PythonProject['problems'];
}

/**
 * Reads all Python manifests of one folder together: `pyproject.toml`, `setup.cfg`, `setup.py` and requirements files
 * (also those in a `requirements` folder). A dependency that several of them list stays as several entries. Where they
 * disagree on the name, version or Python, the first in that order wins.
 *
 * @param workspaceRoot absolute path
 * @param projectRoot relative to the workspace root with forward slashes, `.` for the root itself
 * @param files how files are read, for tests and caches; from the disk unless given
 * @returns undefined when the folder has no Python manifest; a broken or unreadable file becomes a problem
 */
export function readPythonProject(
  workspaceRoot: string,
  projectRoot: string,
  files: ManifestFiles = nodeManifestFiles(workspaceRoot),
): PythonProject | undefined {
  const root = posix.normalize(projectRoot).replace(/\/$/, '');
  const names = new Set(files.list(root));
  const reading: Reading = { files, root, names, parts: [], read: new Set(), problems: [] };
  const pyproject = names.has('pyproject.toml') ? readPyproject(reading) : undefined;
  readSetupFiles(reading);
  readRequirementsFiles(reading);
  return reading.read.size === 0 ? undefined : merge(reading, pyproject);
}

function at(reading: Reading, path: string): string {
  return resolveFrom(reading.root, path);
}

function readText(reading: Reading, file: string, cookie = false): string | undefined {
  const bytes = reading.files.read(file);
  if (bytes === undefined) return undefined;
  reading.read.add(file);
  if (bytes === 'unreadable') {
    reading.problems.push({ file, message: 'The file can not be read', hint: 'Check its permissions.' });
    return undefined;
  }
  const { text, problem } = decodeManifest(bytes, { cookie });
  if (problem) reading.problems.push({ file, ...problem });
  return text;
}

function readPyproject(reading: Reading): Pyproject | undefined {
  const file = at(reading, 'pyproject.toml');
  const text = readText(reading, file);
  if (text === undefined) return undefined;
  const pyproject = parsePyproject(text, file, inheritedSources(reading, text));
  reading.parts.push(pyproject);
  readNamed(
    reading,
    pyproject.dynamicRequirements.map(({ files, extra }) => ({ files, ...(extra !== '' && { extra }) })),
    file,
  );
  return pyproject;
}

/** The sources of the uv workspace root above, which is then a manifest of this project too. */
function inheritedSources(reading: Reading, text: string): PyprojectOptions {
  if (reading.root === '.' || /^\s*\[tool\.uv\.workspace\]/m.test(text)) return {};
  for (let folder = folderOf(reading.root); ; folder = folderOf(folder)) {
    const file = resolveFrom(folder, 'pyproject.toml');
    const bytes = reading.files.read(file);
    const above = bytes === undefined || bytes === 'unreadable' ? '' : decodeManifest(bytes).text;
    if (/tool\.uv\.workspace|^\s*workspace\s*=/m.test(above) && above.includes('tool.uv')) {
      const { workspace, uvSources } = rootOf(above, file);
      if (workspace) {
        // Even one without sources: those that it gets later must be seen.
        reading.read.add(file);
        return { inherited: { sources: uvSources, folder } };
      }
    }
    if (folder === '.' || folder === '..') return {};
  }
}

/** Hundreds of members ask for one workspace root in a row: the last answer is kept. */
let lastRoot: { text: string; file: string; pyproject: Pyproject } | undefined;

function rootOf(text: string, file: string): Pyproject {
  if (lastRoot?.text !== text || lastRoot.file !== file)
    lastRoot = { text, file, pyproject: parsePyproject(text, file) };
  return lastRoot.pyproject;
}

function readSetupFiles(reading: Reading): void {
  const cfg = at(reading, 'setup.cfg');
  const text = reading.names.has('setup.cfg') ? readText(reading, cfg) : undefined;
  if (text !== undefined) {
    const { requirementFiles, ...part } = parseSetupCfg(text, cfg);
    // Many projects keep only tool settings in this file.
    reading.parts.push(part);
    readNamed(reading, requirementFiles, cfg);
  }
  const script = at(reading, 'setup.py');
  const source = reading.names.has('setup.py') ? readText(reading, script, true) : undefined;
  if (source !== undefined) reading.parts.push(parseSetupPy(source, script));
}

function readNamed(reading: Reading, entries: readonly { files: string[]; extra?: string }[], from: string): void {
  for (const { files, extra } of entries) {
    for (const name of files) {
      const options: RequirementsOptions = extra === undefined ? {} : { kind: 'extra', group: normalizeName(extra) };
      if (!readRequirementsFile(reading, at(reading, name), options)) {
        reading.problems.push({
          file: from,
          message: `The requirements file '${name}' can't be read: there is no such file`,
        });
      }
      if (extra !== undefined) reading.parts.push({ ...emptyProject(), extras: [normalizeName(extra)] });
    }
  }
}

function readRequirementsFiles(reading: Reading): void {
  const nested = reading.names.has('requirements')
    ? reading.files.list(at(reading, 'requirements')).map((name) => `requirements/${name}`)
    : [];
  const found = [...reading.names, ...nested].flatMap((path) => {
    const role = requirementsRole(path);
    return role ? [{ path, role }] : [];
  });
  // Runtime files first: what both kinds of file include is needed at run time.
  found.sort((a, b) => compareText(b.role.kind, a.role.kind) || compareText(a.path, b.path));
  for (const { path, role } of found) {
    if (!reading.read.has(at(reading, path))) readRequirementsFile(reading, at(reading, path), role);
  }
}

/** Reads a requirements file with its includes; false when there is none. */
function readRequirementsFile(reading: Reading, file: string, options: RequirementsOptions): boolean {
  const text = isInsideWorkspace(file) ? readText(reading, file, true) : undefined;
  if (text === undefined) return reading.read.has(file);
  const before = new Set(reading.read);
  const result = parseRequirements(text, file, (included) => readText(reading, included, true), options);
  reading.parts.push({
    ...emptyProject(),
    // A file that was read before in its own right has given its entries already.
    dependencies: result.dependencies.filter((entry) => entry.file === file || !before.has(entry.file)),
    problems: result.problems.filter((problem) => problem.file === file || !before.has(problem.file)),
    groups: options.kind === 'group' && options.group !== undefined ? [options.group] : [],
  });
  return true;
}

function merge(reading: Reading, pyproject: Pyproject | undefined): PythonProject {
  const { root, parts } = reading;
  const first = <K extends 'name' | 'version' | 'requiresPython' | 'workspace'>(key: K): Pick<PythonProject, K> => {
    const value = parts.map((part) => part[key]).find((candidate) => candidate !== undefined);
    return (value === undefined ? {} : { [key]: value }) as Pick<PythonProject, K>;
  };
  const { name } = first('name');
  const isSelf = (dependency: PythonProject['dependencies'][number]): boolean =>
    dependency.source.type === 'path' && dependency.source.path === root;
  return {
    root,
    ...first('name'),
    ...(name !== undefined && { normalizedName: normalizeName(name) }),
    ...first('version'),
    ...first('requiresPython'),
    // `-e .` in a requirements file is the project itself.
    dependencies: parts.flatMap((part) => part.dependencies).filter((dependency) => !isSelf(dependency)),
    extras: [...new Set(parts.flatMap((part) => part.extras))],
    groups: [...new Set(parts.flatMap((part) => part.groups))],
    entryPoints: parts.flatMap((part) => part.entryPoints),
    ...first('workspace'),
    manager: managerOf(reading, pyproject),
    manifests: [...reading.read].sort(compareText),
    problems: [...parts.flatMap((part) => part.problems), ...reading.problems].sort(
      (a, b) => compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    ),
  };
}

/**
 * Whose project this is: a lock file of its own decides, then the tool tables, then the build backend, then a `uv.lock`
 * in a folder above, as uv's workspaces have one.
 */
function managerOf(reading: Reading, pyproject: Pyproject | undefined): PythonProject['manager'] {
  const locked = (name: string): boolean => reading.names.has(name);
  if (!pyproject) return 'pip';
  if (locked('uv.lock')) return 'uv';
  if (locked('poetry.lock')) return 'poetry';
  if (pyproject.tools.uv) return 'uv';
  if (pyproject.tools.poetry || pyproject.buildBackend?.startsWith('poetry')) return 'poetry';
  if (pyproject.buildBackend === 'uv_build') return 'uv';
  if (!pyproject.standard || reading.root === '.') return 'pip';
  for (let folder = folderOf(reading.root); ; folder = folderOf(folder)) {
    if (reading.files.exists(resolveFrom(folder, 'uv.lock'))) return 'uv';
    if (folder === '.' || folder === '..') return 'pip';
  }
}
