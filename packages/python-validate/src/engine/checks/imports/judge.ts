import type { Level } from '@hone/core/diagnostics';
import {
  isNamespaceName,
  longestPrefix,
  modulesOf,
  type PythonImport,
  standardLibraryModules,
  standardLibrarySpan,
} from '@hone/core/python';
import type { Declaration, FileFacts, ImportFacts } from './facts.js';
import { providersOf } from './providers.js';
import * as say from './say.js';
import type { Verdict } from './say.js';

/** A finding at one import. */
export interface Finding extends Verdict {
  file: string;
  found: PythonImport;
  level: Level;
}

/** Development tools that a project uses without declaring them: runners, build and documentation tools. */
const DEVELOPMENT_TOOLS =
  /^(?:pytest|pytest-.*|hypothesis|mock|nose|nox|tox|coverage|setuptools|setuptools-.*|wheel|build|sphinx|sphinx-.*|sphinxcontrib-.*|.*-sphinx-themes?|docutils|cython|invoke|fabric|doit|virtualenv|pip|hatchling|mypy|pybind11|sybil|ipython|typing-extensions)$/;
/** What an interpreter or a host program brings: browsers (Pyodide), PyPy, editors, debuggers, servers. */
const OF_A_RUNTIME = new Set(
  'js pyodide pyodide_js _pyodide micropip __pypy__ pypyjit gdb lldb vim bpy uwsgi sublime sublime_plugin java'.split(
    ' ',
  ),
);
/** What type checkers bring themselves, as part of the typeshed. */
const CHECKER_MODULES = new Set(['_typeshed', 'typing_extensions', 'mypy_extensions', '_collections_abc']);

/**
 * Judges every absolute import of a project: the standard library of the lowest supported Python, the project itself, a
 * workspace project or a declared distribution must provide it.
 *
 * @returns one finding for each file and distribution, at the import that weighs most; in the order of the files
 */
export function judgeImports(facts: ImportFacts): Finding[] {
  const probed = probedModules(facts.files);
  return facts.files.flatMap((file) => (file.role === 'foreign' ? [] : judgeFile(facts, file, probed)));
}

function judgeFile(facts: ImportFacts, file: FileFacts, probed: ReadonlySet<string>): Finding[] {
  const worst = new Map<string, Finding>();
  for (const found of file.imports) {
    if (found.level > 0 || found.module === '') continue;
    const conditions = conditionsOf(found, file, probed);
    for (const module of modulesOf(found)) {
      const verdict = judgeModule(facts, file, module, conditions);
      if (!verdict) continue;
      const known = worst.get(verdict.about);
      if (known && WEIGHT[known.level] >= WEIGHT[verdict.level]) continue;
      worst.set(verdict.about, { ...verdict, file: file.file, found });
    }
  }
  return [...worst.values()].sort((a, b) => a.found.line - b.found.line || a.found.column - b.found.column);
}

const WEIGHT: Record<Level, number> = { note: 1, warning: 2, error: 3 };

/**
 * Modules that shipped code tries to import and can do without. A project that probes for a module in one place knows
 * that it may be absent; its other imports of it are taken to run only where it exists.
 */
function probedModules(files: readonly FileFacts[]): ReadonlySet<string> {
  const shipped = files.filter(({ role }) => role === 'shipped');
  return new Set(shipped.flatMap(({ imports }) => imports.filter(({ optional }) => optional)).map(providerKey));
}

/** The top-level name, or two parts of it in a namespace. */
function providerKey({ module }: PythonImport): string {
  const [top = '', next] = module.split('.');
  return isNamespaceName(top) && next !== undefined ? `${top}.${next}` : top;
}

interface Conditions {
  /** For type checkers only. */
  typeChecking: boolean;
  /** The code copes with a failure, or runs on some platforms or versions only. */
  mild: boolean;
  /** When a function is called. */
  lazy: boolean;
  /** When a module that is loaded on request is. */
  optIn: boolean;
  /** In code that is not shipped; `test`: in tests. */
  dev: boolean;
  test: boolean;
}

function conditionsOf(found: PythonImport, { file, role, optIn }: FileFacts, probed: ReadonlySet<string>): Conditions {
  const typeChecking = found.typeChecking || file.endsWith('.pyi');
  const mild = typeChecking || found.optional || found.guarded || found.dynamic || probed.has(providerKey(found));
  return { typeChecking, mild, lazy: found.inFunction, optIn, dev: role !== 'shipped', test: role === 'test' };
}

function judgeModule(facts: ImportFacts, file: FileFacts, module: string, when: Conditions): Verdict | undefined {
  const top = topOf(module);
  if (standardLibraryModules(facts.minor).has(top)) return undefined;
  if (OF_A_RUNTIME.has(top) || (when.typeChecking && CHECKER_MODULES.has(top))) return undefined;
  if (facts.isLocal(file.file, module)) return undefined;
  const workspace = longestPrefix(module, (prefix) =>
    Object.hasOwn(facts.workspaceModules, prefix) ? { prefix, ...facts.workspaceModules[prefix]! } : undefined,
  );
  const { candidates, known } = workspace
    ? { candidates: [workspace.distribution], known: true }
    : providersOf(facts, module);
  const provider = candidates.find((name) => facts.declared.has(name));
  if (provider !== undefined) return judgeDeclared(provider, facts.declared.get(provider)!, top, when, facts);
  if (isDeclaredForTypes(facts, top, when)) return undefined;
  const carried = candidates.find((name) => facts.transitive.has(name));
  if (carried !== undefined) {
    if (when.dev || when.mild) return undefined;
    return say.transitive(top, carried, facts.transitive.get(carried), facts);
  }
  if (workspace && when.dev && DEVELOPMENT_TOOLS.test(workspace.distribution)) return undefined;
  if (workspace)
    return levelled(levelOfMissing(facts, when), say.undeclaredProject(workspace.prefix, workspace, facts));
  return judgeMissing(facts, module, candidates[0]!, known, when);
}

/** `types-yaml` or `yaml-stubs` is enough for imports that only a type checker sees. */
function isDeclaredForTypes(facts: ImportFacts, top: string, when: Conditions): boolean {
  if (!when.typeChecking) return false;
  const names = providersOf(facts, top).candidates;
  return names.some((name) => facts.declared.has(`types-${name}`) || facts.declared.has(`${name}-stubs`));
}

function judgeDeclared(
  name: string,
  declaration: Declaration,
  top: string,
  when: Conditions,
  facts: ImportFacts,
): Verdict | undefined {
  if (declaration.runtime || when.dev || when.mild) return undefined;
  if (declaration.extras.length > 0) {
    // A module that nothing loads by itself is how a package offers what an extra brings.
    return when.lazy || when.optIn ? undefined : say.onlyInExtra(top, name, declaration.extras, facts);
  }
  if (facts.transitive.has(name)) return say.transitive(top, name, facts.transitive.get(name), facts);
  if (declaration.groups.length > 0) {
    return levelled(
      when.lazy ? 'note' : when.optIn ? 'warning' : 'error',
      say.devOnly(top, name, declaration.groups, facts),
    );
  }
  return levelled(levelOfMissing(facts, when), say.undeclared(top, name, facts));
}

function judgeMissing(
  facts: ImportFacts,
  module: string,
  name: string,
  known: boolean,
  when: Conditions,
): Verdict | undefined {
  const top = topOf(module);
  const span = standardLibrarySpan(top);
  if (span && span.first > facts.minor) {
    if (when.mild || !facts.minorIsDeclared) return undefined;
    const level = when.dev ? 'note' : when.lazy || when.optIn ? 'warning' : 'error';
    return levelled(level, say.newerPython(top, span.first, facts));
  }
  if (when.dev && (when.mild || DEVELOPMENT_TOOLS.test(name) || !developmentIsKnown(facts, when))) return undefined;
  if (known) return levelled(levelOfMissing(facts, when), say.undeclared(shown(module, facts), name, facts));
  // A private top-level name that nobody is known for is what a build makes: an extension module, a version file.
  if (when.mild || top.startsWith('_')) return undefined;
  if (span) return levelled(when.dev ? 'note' : 'error', say.removedFromPython(top, span.last!, facts));
  if (when.dev && !facts.installed) return undefined;
  const level =
    when.dev || when.lazy || facts.incomplete ? 'note' : facts.installed && !when.optIn ? 'error' : 'warning';
  return levelled(level, say.unresolved(top, facts));
}

function levelOfMissing(facts: ImportFacts, when: Conditions): Level {
  if (when.mild || when.lazy || facts.incomplete) return 'note';
  if (when.dev) return when.test && facts.closureIsKnown ? 'warning' : 'note';
  return when.optIn ? 'warning' : 'error';
}

/** A project that declares nothing for its development keeps that elsewhere (tox.ini, a CI file): nothing can be said. */
function developmentIsKnown({ declared, closureIsKnown }: ImportFacts, { test }: Conditions): boolean {
  // Examples and scripts live on what others bring along, so without that nothing can be said of them either.
  if (!test && !closureIsKnown) return false;
  return [...declared.values()].some(({ extras, groups }) => extras.length + groups.length > 0);
}

function levelled(level: Level, verdict: Verdict): Verdict {
  return { ...verdict, level };
}

/** The part of a module that names it in a message: its top-level name, or more in a namespace. */
function shown(module: string, facts: ImportFacts): string {
  const parts = module.split('.');
  const whole = providersOf(facts, module).candidates[0];
  for (let length = 1; length < parts.length; length++) {
    const prefix = parts.slice(0, length).join('.');
    const providers = providersOf(facts, prefix);
    if (providers.known && providers.candidates[0] === whole) return prefix;
  }
  return module;
}

function topOf(module: string): string {
  const dot = module.indexOf('.');
  return dot < 0 ? module : module.slice(0, dot);
}
