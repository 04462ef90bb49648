import type { PythonContext } from '../context.js';
import type { EvidenceSource } from './evidence-source.js';

/** Stubs are used by type checkers alone, where the project uses what they describe. */
export const stubs: EvidenceSource = function* (context) {
  for (const name of context.declared) {
    const described = describedBy(name);
    if (described === undefined) continue;
    const found = findImport(context, described);
    if (!found) continue;
    yield { kind: 'stubs', name, scope: 'development', detail: `types of ${described}`, ...found };
  }
};

/** `types-requests` describes requests, `pandas-stubs` pandas. */
function describedBy(name: string): string | undefined {
  return /^types-(.+)$/.exec(name)?.[1] ?? /^(.+)-stubs$/.exec(name)?.[1];
}

/** The import may be of a module that goes by the name of the stubs (`types-pyyaml`), or of one that its provider offers. */
function findImport(
  { sources, providers }: PythonContext,
  described: string,
): { file: string; line: number } | undefined {
  for (const { file, imports } of sources.files) {
    for (const { module, level, line } of imports) {
      if (level > 0 || module === '') continue;
      const [top = ''] = module.split('.');
      const names = [top.toLowerCase().replaceAll('_', '-'), ...providers.candidatesFor(module).names];
      if (names.includes(described)) return { file, line };
    }
  }
  return undefined;
}
