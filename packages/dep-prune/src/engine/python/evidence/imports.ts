import { isNamespaceName, modulesOf, type PythonImport, type PythonSource } from '@hone/core/python';
import type { Evidence } from '../../types.js';
import { loadedFiles } from '../loaded.js';
import type { EvidenceSource } from './evidence-source.js';

/** Imports, and literal `importlib.import_module("x")`, of sources that are the project's own. */
export const imports: EvidenceSource = function* ({ sources, providers, manifest }) {
  const loaded = loadedFiles(sources, manifest);
  const probed = probedModules(sources.files);
  for (const source of sources.files) {
    for (const found of source.imports) {
      if (found.level > 0 || found.module === '') continue;
      const loads = loaded.has(source.file) || isDevelopment(source);
      const certain = loads && isCertain(found) && !probed.has(providerKey(found));
      const names = new Set(modulesOf(found).flatMap((module) => providers.declaredFor(module)));
      for (const name of names) yield evidenceOf(name, found, source, certain);
    }
  }
};

function evidenceOf(name: string, found: PythonImport, source: PythonSource, certain: boolean): Evidence {
  return {
    kind: found.dynamic ? 'dynamic-import' : 'import',
    name,
    scope: scopeOf(found, source),
    ...(!certain && { conditional: true }),
    detail: `import of ${found.module}`,
    file: source.file,
    line: found.line,
  };
}

/** An import that runs whenever its file does, and fails where the module lacks. */
function isCertain({ optional, guarded, inFunction, dynamic, column }: PythonImport): boolean {
  return !optional && !guarded && !inFunction && !dynamic && column === 1;
}

function isDevelopment({ role }: PythonSource): boolean {
  return role !== 'shipped';
}

/** Modules that shipped code tries to import and can do without: its other imports of them run where they exist. */
function probedModules(files: readonly PythonSource[]): ReadonlySet<string> {
  const shipped = files.filter(({ role }) => role === 'shipped');
  return new Set(shipped.flatMap(({ imports: all }) => all.filter(({ optional }) => optional)).map(providerKey));
}

/** The top-level name, or two parts of it in a namespace. */
function providerKey({ module }: PythonImport): string {
  const [top = '', next] = module.split('.');
  return isNamespaceName(top) && next !== undefined ? `${top}.${next}` : top;
}

/** When an import happens. */
export function scopeOf({ typeChecking }: PythonImport, { role, file }: PythonSource): Evidence['scope'] {
  if (role !== 'shipped') return 'development';
  return typeChecking || file.endsWith('.pyi') ? 'type-checking' : 'runtime';
}
