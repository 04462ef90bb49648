import { dirname } from 'node:path';
import type { GlobMatcher } from './globset.js';
import type { PerFileEntry } from './file-patterns.js';
import { compilePatterns, compilePerFile, matchesPathOrName, toSlashes } from './file-patterns.js';
import type { MergedConfig } from './merge.js';
import { expandVariables, mergeConfigs, resolveConfigPath } from './merge.js';
import type { SelectedRules, SelectionMode } from './selectors.js';
import { resolveSelections } from './selectors.js';
import { expandSourceFolders } from './source-folders.js';
import { inferTargetVersion } from './target-version.js';
import type { ConfigFile } from './toml-file.js';
import { ConfigError, lineOf, readExtendedConfig } from './toml-file.js';

/** One configuration of ruff, ready to be asked about files. */
export interface RuffConfig {
  /** The file it comes from; undefined for ruff's defaults. */
  source?: ConfigFile;
  /** Absolute path of the folder that it rules. */
  folder: string;
  merged: MergedConfig;
  mode: SelectionMode;
  rules: SelectedRules;
  /** `py311`; undefined where neither an option nor `requires-python` says. */
  targetVersion: string | undefined;
  /** Absolute folders in which first-party modules lie. */
  sourceFolders: string[];
  /** Absolute folders that count as packages without an `__init__.py`. */
  namespacePackages: string[];
  /** Tells whether ruff looks at a file. @param path absolute, forward slashes. */
  includes(path: string): boolean;
  perFileIgnores: PerFileEntry<unknown>[];
  perFileTargetVersion: PerFileEntry<unknown>[];
}

/** What ruff leaves out unless `exclude` says otherwise. Source: `exclude` in ruff's settings reference. */
const defaultExclude = [
  '.bzr',
  '.direnv',
  '.eggs',
  '.git',
  '.git-rewrite',
  '.hg',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.nox',
  '.pants.d',
  '.pyenv',
  '.pytest_cache',
  '.pytype',
  '.ruff_cache',
  '.svn',
  '.tox',
  '.venv',
  '.vscode',
  '__pypackages__',
  '_build',
  'buck-out',
  'dist',
  'node_modules',
  'site-packages',
  'venv',
];

/** Ruff without a configuration: its defaults, rooted at the workspace root. */
export function defaultConfig(workspaceRoot: string, requiresPython: unknown): RuffConfig {
  return buildConfig(undefined, workspaceRoot, mergeConfigs([]), inferTargetVersion(requiresPython));
}

/**
 * Reads a configuration and all it extends.
 *
 * @param fallbackTarget gives the target version where no configuration of the chain has one.
 * @throws {ConfigError}
 */
export function loadConfig(source: ConfigFile, fallbackTarget: (folder: string) => string | undefined): RuffConfig {
  const chain = [source];
  for (let last = source; typeof last.options.extend === 'string'; last = chain.at(-1) ?? source) {
    const path = resolveConfigPath(dirname(last.path), last.options.extend);
    if (chain.some((known) => known.path === path)) throw circularExtend(last);
    chain.push(readExtendedConfig(path, last));
  }
  const merged = mergeConfigs(chain.map(withInferredTarget));
  const folder = dirname(source.path);
  const target = merged.options['target-version'];
  return buildConfig(source, folder, merged, typeof target === 'string' ? target : fallbackTarget(folder));
}

function circularExtend(config: ConfigFile): ConfigError {
  return new ConfigError({
    path: config.path,
    ...lineOf(config.text, 'extend'),
    message: 'This `extend` leads back to a configuration that it started from.',
    hint: 'Break the circle.',
  });
}

/** A `pyproject.toml` without `target-version` takes it from its own `requires-python`. */
function withInferredTarget(config: ConfigFile): ConfigFile {
  const inferred = config.options['target-version'] ?? inferTargetVersion(config.requiresPython);
  return inferred === undefined ? config : { ...config, options: { ...config.options, 'target-version': inferred } };
}

function buildConfig(
  source: ConfigFile | undefined,
  folder: string,
  merged: MergedConfig,
  targetVersion: string | undefined,
): RuffConfig {
  const mode: SelectionMode = {
    preview: (merged.lint.preview ?? merged.options.preview) === true,
    explicitPreview: merged.lint['explicit-preview-rules'] === true,
  };
  return {
    ...(source && { source }),
    folder,
    merged,
    mode,
    rules: resolveSelections(merged.selections, mode),
    targetVersion,
    sourceFolders: expandFolders(merged.src ?? { folder, value: ['.', 'src'] }),
    namespacePackages: merged.namespacePackages ? resolvePaths(merged.namespacePackages) : [],
    includes: compileInclusion(folder, merged),
    perFileIgnores: merged.perFileIgnores.flatMap(compilePerFile),
    perFileTargetVersion: merged.perFileTargetVersion ? compilePerFile(merged.perFileTargetVersion) : [],
  };
}

function expandFolders({ folder, value }: { folder: string; value: string[] }): string[] {
  return value.flatMap((entry) => expandSourceFolders(folder, expandVariables(entry)).map(toSlashes));
}

function resolvePaths({ folder, value }: { folder: string; value: string[] }): string[] {
  return value.map((path) => resolveConfigPath(folder, path));
}

function compileInclusion(folder: string, merged: MergedConfig): GlobMatcher {
  const root = toSlashes(folder);
  const exclude = [
    ...compilePatterns(merged.exclude ?? { folder, value: defaultExclude }),
    ...merged.extendExclude.flatMap(compilePatterns),
  ];
  const lintExclude = merged.lintExclude ? compilePatterns(merged.lintExclude) : [];
  const include = merged.include && [
    ...compilePatterns(merged.include),
    ...merged.extendInclude.flatMap(compilePatterns),
  ];
  return (path) => {
    // An exclusion of a folder holds for everything in it; ruff looks no higher than the configuration's own folder.
    for (let current = path; current.length >= root.length && current !== ''; current = parentOf(current)) {
      if (matchesPathOrName(exclude, current)) return false;
      if (current === root) break;
    }
    return !matchesPathOrName(lintExclude, path) && (include?.some((matches) => matches(path)) ?? true);
  };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
