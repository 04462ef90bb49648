import {
  modulesOf,
  type PythonImport,
  type PythonSource,
  standardLibraryModules,
  standardLibrarySpan,
} from '@hone/core/python';
import type { MissingUse } from '../types.js';
import type { PythonContext } from './context.js';
import { scopeOf } from './evidence/imports.js';

/** Modules that an interpreter, a host program or a type checker brings, and no distribution. */
const BROUGHT = new Set(
  (
    'js pyodide pyodide_js _pyodide micropip __pypy__ pypyjit gdb lldb vim bpy uwsgi sublime sublime_plugin java ' +
    '_typeshed typing_extensions mypy_extensions __main__'
  ).split(' '),
);
/** Development tools that projects use without declaring them. */
const TOOLS = new Set('pytest nox tox setuptools pkg_resources pip wheel sphinx hatchling invoke'.split(' '));

/**
 * Imports of shipped code that no declared distribution provides. What nobody is known for is left out: the tool that
 * checks imports reports it.
 */
export function* missingUses(context: PythonContext): Generator<MissingUse> {
  for (const source of context.sources.files) {
    if (source.role === 'foreign' || source.role === 'dev') continue;
    for (const found of source.imports) {
      if (found.level > 0 || found.module === '') continue;
      yield* missingOf(source, found, context);
    }
  }
}

function* missingOf(source: PythonSource, found: PythonImport, context: PythonContext): Generator<MissingUse> {
  const { sources, providers, manifest } = context;
  const [top = ''] = found.module.split('.');
  if (isStandard(top) || BROUGHT.has(top) || sources.isLocal(source.file, found.module)) return;
  if (source.role === 'test' && TOOLS.has(top)) return;
  const modules = modulesOf(found);
  if (modules.some((module) => providers.declaredFor(module).length > 0)) return;
  const { names, known } = providers.candidatesFor(modules[0] ?? found.module);
  if (!known || names.some((name) => name === manifest.normalizedName)) return;
  yield {
    ecosystem: 'python',
    candidates: names,
    module: found.module,
    scope: scopeOf(found, source),
    optional: found.optional || found.guarded || found.typeChecking || found.dynamic || source.role === 'test',
    file: source.file,
    line: found.line,
  };
}

/** Whether some Python of today has it: a project that supports several guards the import itself. */
function isStandard(top: string): boolean {
  return standardLibraryModules(NEWEST_MINOR).has(top) || standardLibrarySpan(top) !== undefined;
}

const NEWEST_MINOR = 14;
