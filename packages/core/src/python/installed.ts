import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { commonNonPackages } from './layout-names.js';
import { buildModuleTree, collectPrefixes, isModuleName } from './module-tree.js';

/** A distribution that is installed in an environment. */
export interface InstalledDistribution {
  /** As its metadata writes it. */
  name: string;
  /** After PEP 503 normalisation. */
  normalizedName: string;
  version: string;
  /** The import names that it provides: top-level, or dotted below a namespace. Sorted. */
  modules: string[];
  /** Its requirements as PEP 508 lines, extras' ones included. */
  requires: string[];
  /** What it offers to others by name: programs (`console_scripts`), plugins of a host (`pytest11`). */
  entryPoints: { group: string; name: string; value: string }[];
}

/**
 * Reads what is installed in the given folders. The import names come from the metadata (`Import-Name`, PEP 794), else
 * from the files that `RECORD` lists, else from `top_level.txt`; editable installations are followed by one step. What
 * cannot be read is left out.
 *
 * @param sitePackages absolute paths of `site-packages` folders
 * @returns one entry a distribution, sorted by name; of two with one name the first folder's is taken
 */
export function readInstalledDistributions(sitePackages: readonly string[]): InstalledDistribution[] {
  const found = new Map<string, InstalledDistribution>();
  for (const folder of sitePackages) {
    for (const entry of listFolder(folder)) {
      if (!/\.(?:dist|egg)-info$/.test(entry)) continue;
      const distribution = readDistribution(folder, entry);
      if (distribution && !found.has(distribution.normalizedName)) {
        found.set(distribution.normalizedName, distribution);
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.normalizedName < b.normalizedName ? -1 : 1));
}

function readDistribution(sitePackages: string, entry: string): InstalledDistribution | undefined {
  const folder = join(sitePackages, entry);
  const metadata = readText(join(folder, 'METADATA')) ?? readText(join(folder, 'PKG-INFO')) ?? readText(folder);
  const headers = parseHeaders(metadata ?? '');
  const name = headers.get('name')?.[0];
  if (name === undefined) return undefined;
  const declared = headers.get('import-name') ?? [];
  const normalizedName = name.toLowerCase().replaceAll(/[-_.]+/g, '-');
  const modules = declared.some((each) => each !== '')
    ? declared.map((each) => each.replace(/\s*;.*$/, '').trim()).filter((each) => each !== '')
    : readModules(sitePackages, folder, normalizedName);
  return {
    name,
    normalizedName,
    version: headers.get('version')?.[0] ?? '',
    modules: [...new Set(modules)].sort(),
    requires: headers.get('requires-dist') ?? [],
    entryPoints: parseEntryPoints(readText(join(folder, 'entry_points.txt')) ?? ''),
  };
}

/** The headers of a core metadata file up to its description, by name in lower case. */
function parseHeaders(text: string): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    if (line === '' || line === '\r') break;
    const [, name, value = ''] = /^([A-Za-z-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) continue;
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), value]);
  }
  return headers;
}

/** Reads `entry_points.txt`: groups in brackets, `name = value` below them. */
function parseEntryPoints(text: string): InstalledDistribution['entryPoints'] {
  let group = '';
  return text.split(/\r?\n/).flatMap((line) => {
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      group = header.trim();
      return [];
    }
    const [, name, value] = /^\s*([^=#;]+?)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    return name !== undefined && value !== undefined ? [{ group, name, value }] : [];
  });
}

function readModules(sitePackages: string, folder: string, own: string): string[] {
  const record = readText(join(folder, 'RECORD'));
  const files = record === undefined ? [] : recordedFiles(record);
  const editable = files.flatMap((file) => readEditable(sitePackages, file));
  const modules = [...topLevelModules(files, own), ...editable];
  if (modules.length > 0) return modules;
  return (readText(join(folder, 'top_level.txt')) ?? '').split(/\s+/).filter(isModuleName);
}

/** The files of a `RECORD` that lie in `site-packages` itself. */
function recordedFiles(record: string): string[] {
  const files: string[] = [];
  for (const line of record.split('\n')) {
    const file = line.startsWith('"') ? line.slice(1, line.indexOf('"', 1)) : line.slice(0, line.indexOf(','));
    if (file !== '' && !file.startsWith('..') && !file.startsWith('/')) files.push(file.replaceAll('\\', '/'));
  }
  return files;
}

/** Folders such as `tests` that a wheel installs beside its package by mistake are nobody's module. */
function topLevelModules(files: readonly string[], own: string): string[] {
  const tree = buildModuleTree(files);
  const modules = [...tree.modules].filter((name) => isModuleName(name) && !name.startsWith('__editable__'));
  for (const [name, child] of tree.folders) {
    if (isModuleName(name) && (!commonNonPackages.has(name) || name === own)) collectPrefixes(child, name, modules);
  }
  return modules;
}

/** What a `.pth` file or an editable finder of setuptools adds to the path. */
function readEditable(sitePackages: string, file: string): string[] {
  if (file.endsWith('.pth')) {
    const folders = (readText(join(sitePackages, file)) ?? '').split(/\r?\n/).filter((line) => isAbsolute(line.trim()));
    return folders.flatMap((line) => modulesInFolder(line.trim()));
  }
  if (!/^__editable___.*_finder\.py$/.test(file)) return [];
  const mapping = /^MAPPING\b[^=]*=\s*\{(.*)\}/m.exec(readText(join(sitePackages, file)) ?? '')?.[1] ?? '';
  return [...mapping.matchAll(/['"]([\w.]+)['"]\s*:/g)].map(([, name = '']) => name);
}

function modulesInFolder(folder: string): string[] {
  return listFolder(folder)
    .map((entry) => /^([^.]+)(?:\.py)?$/.exec(entry)?.[1] ?? '')
    .filter((name) => isModuleName(name) && !commonNonPackages.has(name));
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
