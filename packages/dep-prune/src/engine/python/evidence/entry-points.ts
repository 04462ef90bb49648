import type { EvidenceSource } from './evidence-source.js';

/** Entry points of the project: those that name something in another distribution, and those that another one reads. */
export const entryPoints: EvidenceSource = function* ({ manifest, providers }) {
  for (const { group, name: entry, value, file, line } of manifest.entryPoints) {
    const module = value.split(':')[0]?.trim() ?? '';
    const place = { file, ...(line !== undefined && { line }) };
    for (const name of providers.declaredFor(module)) {
      const detail = `the entry point ${entry} of ${group} names ${module}`;
      yield { kind: 'entry-point', name, scope: 'runtime', detail, ...place };
    }
    // By custom a group is named after the package that looks for it: `babel.extractors`.
    for (const name of group.includes('.') ? providers.declaredFor(group.split('.')[0] ?? '') : []) {
      const detail = `it looks for the entry point ${entry} of ${group}`;
      yield { kind: 'entry-point', name, scope: 'runtime', conditional: true, detail, ...place };
    }
  }
};
