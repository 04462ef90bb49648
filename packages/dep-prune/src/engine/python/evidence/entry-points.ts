import type { EvidenceSource } from './evidence-source.js';

/** Entry points of the project that name something in another distribution. */
export const entryPoints: EvidenceSource = function* ({ manifest, providers }) {
  for (const { group, name: entry, value, file, line } of manifest.entryPoints) {
    const module = value.split(':')[0]?.trim() ?? '';
    for (const name of providers.declaredFor(module)) {
      yield {
        kind: 'entry-point',
        name,
        scope: 'runtime',
        detail: `the entry point ${entry} of ${group} names ${module}`,
        file,
        ...(line !== undefined && { line }),
      };
    }
  }
};
