import { toRuleCode } from '../rule-table.js';
import type { RuleSelection, SelectionMode } from './selectors.js';
import { resolveSelections } from './selectors.js';
import type { RuffConfig } from './ruff-config.js';
import { isTable } from './toml-file.js';

/** Options of the embedded engine: ruff's own options as a table, without anything that names a path. */
export type EngineOptions = Readonly<Record<string, unknown>>;

/** Modules of a file that the isort rules would look up on disk, which the embedded engine can't. */
export interface KnownModules {
  firstParty: readonly string[];
  /** Submodules that are not on disk although their package is. */
  thirdParty: readonly string[];
}

/** What one file adds to its configuration. */
export interface FileOverrides {
  /** Selectors of `per-file-ignores` that hold for the file, sorted. */
  ignores: readonly string[];
  targetVersion: string | undefined;
}

/** @param path absolute, forward slashes. */
export function overridesOf(config: RuffConfig, path: string): FileOverrides {
  const ignores = config.perFileIgnores
    .filter((entry) => entry.matches(path))
    .flatMap(({ data }) => (Array.isArray(data) ? data.filter((item) => typeof item === 'string') : []));
  const target = config.perFileTargetVersion.find((entry) => entry.matches(path))?.data;
  return {
    ignores: [...new Set(ignores)].sort(),
    targetVersion: typeof target === 'string' ? target : config.targetVersion,
  };
}

/** Options under which the embedded engine lints one file as ruff would with its configuration. */
export function toEngineOptions(config: RuffConfig, overrides: FileOverrides, modules: KnownModules): EngineOptions {
  // A version that the embedded engine isn't can't be required of it; the run says so in a note.
  const { 'required-version': _requiredVersion, extension: _extension, ...options } = config.merged.options;
  return {
    ...options,
    ...(overrides.targetVersion && { 'target-version': overrides.targetVersion }),
    lint: {
      ...config.merged.lint,
      ...toSelectionOptions(flattenSelections(config.merged.selections, config.mode)),
      isort: addKnownModules(config.merged.lint.isort, modules),
      // The engine knows no path, so each file gets an engine with just the ignores that hold for it.
      ...(overrides.ignores.length > 0 && { 'per-file-ignores': { '*': overrides.ignores } }),
    },
  };
}

function addKnownModules(isort: unknown, { firstParty, thirdParty }: KnownModules): Record<string, unknown> {
  const options: Record<string, unknown> = isTable(isort) ? { ...isort } : {};
  const extend = (key: string, modules: readonly string[]) => {
    if (modules.length === 0) return;
    const configured: unknown = options[key];
    options[key] = [...(Array.isArray(configured) ? configured : []), ...modules];
  };
  extend('known-first-party', firstParty);
  extend('known-third-party', thirdParty);
  return options;
}

/**
 * The embedded engine takes one selection, a chain has several: gives one that selects the same rules. The plain union
 * is preferred, since it keeps what ruff derives from the wording (a docstring rule named in full beats the convention).
 */
function flattenSelections(selections: readonly RuleSelection[], mode: SelectionMode): RuleSelection {
  const [only, ...others] = selections;
  if (only && others.length === 0) return only;
  const wanted = resolveSelections(selections, mode);
  const union = uniteSelections(selections);
  const got = resolveSelections([union], mode);
  if (isSameSet(wanted.enabled, got.enabled) && isSameSet(wanted.fixable, got.fixable)) return union;
  return {
    select: [...wanted.enabled],
    extendSelect: [],
    ignore: [],
    fixable: [...wanted.fixable].filter((code) => toRuleCode(code) === code),
    extendFixable: [],
    unfixable: [],
  };
}

function uniteSelections(selections: readonly RuleSelection[]): RuleSelection {
  const chosen = selections.slice(
    Math.max(
      0,
      selections.findLastIndex(({ select }) => select !== undefined),
    ),
  );
  const fixes = selections.slice(
    Math.max(
      0,
      selections.findLastIndex(({ fixable }) => fixable !== undefined),
    ),
  );
  const select = chosen[0]?.select;
  const fixable = fixes[0]?.fixable;
  return {
    ...(select && { select }),
    extendSelect: chosen.flatMap((selection) => selection.extendSelect),
    ignore: chosen.flatMap((selection) => selection.ignore),
    ...(fixable && { fixable }),
    extendFixable: fixes.flatMap((selection) => selection.extendFixable),
    unfixable: fixes.flatMap((selection) => selection.unfixable),
  };
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}

function toSelectionOptions(selection: RuleSelection): Record<string, unknown> {
  return {
    ...(selection.select && { select: selection.select }),
    'extend-select': selection.extendSelect,
    ignore: selection.ignore,
    ...(selection.fixable && { fixable: selection.fixable }),
    'extend-fixable': selection.extendFixable,
    unfixable: selection.unfixable,
  };
}
