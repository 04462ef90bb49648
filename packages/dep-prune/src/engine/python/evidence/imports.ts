import { type PythonImport, type PythonSource, modulesOf } from '@hone/core';
import type { Evidence } from '../../types.js';
import type { EvidenceSource } from './evidence-source.js';

/** Imports, and literal `importlib.import_module("x")`, of sources that are the project's own. */
export const imports: EvidenceSource = function* ({ sources, providers }) {
  for (const source of sources.files) {
    for (const found of source.imports) {
      if (found.level > 0 || found.module === '') continue;
      const names = new Set(modulesOf(found).flatMap((module) => providers.declaredFor(module)));
      for (const name of names) yield evidenceOf(name, found, source);
    }
  }
};

function evidenceOf(name: string, found: PythonImport, source: PythonSource): Evidence {
  return {
    kind: found.dynamic ? 'dynamic-import' : 'import',
    name,
    scope: scopeOf(found, source),
    detail: `import of ${found.module}`,
    file: source.file,
    line: found.line,
  };
}

/** When an import happens. */
export function scopeOf({ typeChecking }: PythonImport, { role, file }: PythonSource): Evidence['scope'] {
  if (role !== 'shipped') return 'development';
  return typeChecking || file.endsWith('.pyi') ? 'type-checking' : 'runtime';
}
