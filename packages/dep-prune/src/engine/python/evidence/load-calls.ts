import type { Evidence } from '../../types.js';
import type { EvidenceSource } from './evidence-source.js';

/** Calls that load a module, or ask for it, by a literal name. */
const CALL =
  /\b(?:importorskip|find_spec|find_loader|import_optional_dependency|(?:lazy|optional|try|safe|maybe)_?import|lazy_module|import_string|LazyLoader|LazyImport|LazyModule|is_module_available|module_available|has_module|requires?_module)\(\s*["']([A-Za-z_][\w.]*)["']/gi;
/** Code inside of strings: programs that tests write to disk, scripts for another interpreter. */
const STATEMENT = /^[ \t>.]*(?:from|import)[ \t]+([A-Za-z_][\w.]*)/gm;

/** Modules that are asked for by name, and imports that stand in strings. */
export const loadCalls: EvidenceSource = function* ({ sources, text, providers }) {
  for (const { file, role, imports } of sources.files) {
    const content = role === 'foreign' ? undefined : text(file);
    if (content === undefined) continue;
    const scope: Evidence['scope'] = role === 'shipped' ? 'runtime' : 'development';
    const known = new Set(imports.map(({ line }) => line));
    for (const [pattern, what] of [
      [CALL, 'asked for'],
      [STATEMENT, 'imported by code in a string'],
    ] as const) {
      for (const match of content.matchAll(pattern)) {
        const names = providers.declaredFor(match[1] ?? '');
        if (names.length === 0) continue;
        const line = lineAt(content, match.index + match[0].search(/\S/));
        if (known.has(line)) continue;
        const detail = `${match[1]}, ${what}`;
        for (const name of names) yield { kind: 'dynamic-import', name, scope, conditional: true, detail, file, line };
      }
    }
  }
};

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
