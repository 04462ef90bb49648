import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { scanPythonImports, standardLibraryModules } from '@hone/core/python';
import type { KnownModules } from './engine-options.js';
import { compileGlob } from './globset.js';
import type { RuffConfig } from './ruff-config.js';
import { isTable } from './toml-file.js';

/** Answers, from the disk, what ruff's isort rules ask of a module. */
export interface FirstParty {
  /** Absolute path of the topmost package around a folder; undefined when the folder is in no package. */
  packageRoot(config: RuffConfig, folder: string): string | undefined;
  isFirstParty(config: RuffConfig, packageRoot: string | undefined, module: string): boolean;
}

/** What ruff assumes of a project that names no Python. */
const defaultMinor = 10;

export function createFirstParty(): FirstParty {
  const packages = new Map<string, boolean>();
  const modules = new Map<string, boolean>();

  const isPackage = (config: RuffConfig, folder: string) =>
    config.namespacePackages.some((root) => folder === root || folder.startsWith(`${root}/`)) ||
    remember(packages, folder, () => existsSync(join(folder, '__init__.py')));

  /** Mirrors ruff's `match_sources`: a folder, or a file with `.py` or `.pyi`, in one of the source folders. */
  const isOnDisk = (config: RuffConfig, module: string) =>
    config.sourceFolders.some((folder) => {
      const candidate = join(folder, ...module.split('.'));
      return remember(
        modules,
        candidate,
        () => isFolder(candidate) || existsSync(`${candidate}.py`) || existsSync(`${candidate}.pyi`),
      );
    });

  return {
    packageRoot(config, folder) {
      let root: string | undefined;
      for (
        let current = folder;
        isPackage(config, current) && current !== dirname(current);
        current = dirname(current)
      ) {
        root = current;
      }
      return root;
    },
    isFirstParty(config, packageRoot, module) {
      const base = module.split('.', 1)[0] ?? '';
      if (standardLibrary(config).has(base)) return false;
      const isort = config.merged.lint.isort;
      const detectsSame = !isTable(isort) || isort['detect-same-package'] !== false;
      return (detectsSame && packageRoot !== undefined && basename(packageRoot) === base) || isOnDisk(config, module);
    },
  };
}

function standardLibrary(config: RuffConfig): ReadonlySet<string> {
  return standardLibraryModules(config.targetVersion ? Number(config.targetVersion.slice(3)) : defaultMinor);
}

function remember(known: Map<string, boolean>, key: string, compute: () => boolean): boolean {
  let answer = known.get(key);
  if (answer === undefined) known.set(key, (answer = compute()));
  return answer;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const knownKeys = ['known-first-party', 'known-third-party', 'known-local-folder', 'extra-standard-library'];

/**
 * Sorts the modules that some files import into those found in the project and those that only look like it. Modules
 * that the configuration itself places are left to it.
 */
export function knownModules(
  config: RuffConfig,
  firstParty: FirstParty,
  packageRoot: string | undefined,
  imported: ReadonlySet<string>,
): KnownModules {
  const isConfigured = configuredModules(config);
  const open = [...imported].filter((module) => !prefixes(module).some(isConfigured)).sort();
  const first = new Set(open.filter((module) => firstParty.isFirstParty(config, packageRoot, module)));
  const third = open.filter((module) => !first.has(module) && prefixes(module).some((prefix) => first.has(prefix)));
  return { firstParty: [...first], thirdParty: third };
}

/** The absolute modules that a file imports, as far as the text shows. */
export function importedModules(text: string): string[] {
  return scanPythonImports(text)
    .filter(({ level, dynamic, module }) => level === 0 && !dynamic && module !== '')
    .map(({ module }) => module);
}

function prefixes(module: string): string[] {
  const parts = module.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

function configuredModules(config: RuffConfig): (module: string) => boolean {
  const { isort } = config.merged.lint;
  if (!isTable(isort)) return () => false;
  const sections = isTable(isort.sections) ? Object.values(isort.sections) : [];
  const lists = [...knownKeys.map((key) => isort[key]), ...sections];
  const patterns = lists.flat().filter((item) => typeof item === 'string');
  const matchers = patterns.map(compileGlob);
  return (module) => matchers.some((matches) => matches(module));
}
