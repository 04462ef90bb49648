import { modulesOf, scanPythonImports } from '@hone/core/python';
import type { Evidence } from '../../types.js';
import type { EvidenceSource } from './evidence-source.js';

/** Imports in the code cells of notebooks. */
export const notebooks: EvidenceSource = function* ({ files, text, providers, sources }) {
  const scope: Evidence['scope'] = sources.files.some(({ role }) => role === 'shipped') ? 'development' : 'runtime';
  for (const file of files.filter((each) => each.endsWith('.ipynb'))) {
    for (const found of scanPythonImports(codeOf(text(file) ?? ''))) {
      if (found.level > 0 || found.module === '') continue;
      for (const name of new Set(modulesOf(found).flatMap((module) => providers.declaredFor(module)))) {
        yield { kind: 'import', name, scope, conditional: true, detail: `import of ${found.module} in a cell`, file };
      }
    }
  }
};

/** The code of all cells; lines of magics and of the shell are gone. A file that is no notebook has none. */
function codeOf(text: string): string {
  try {
    const { cells = [] } = JSON.parse(text) as { cells?: { cell_type?: string; source?: string | string[] }[] };
    return cells
      .filter(({ cell_type: type }) => type === 'code')
      .map(({ source = '' }) => (Array.isArray(source) ? source.join('') : source))
      .join('\n')
      .replaceAll(/^\s*[%!].*$/gm, '');
  } catch {
    return '';
  }
}
