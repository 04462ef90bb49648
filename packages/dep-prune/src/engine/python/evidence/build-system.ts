import type { EvidenceSource } from './evidence-source.js';

/** What `[build-system] requires` names is installed to build the project, by what is said there alone. */
export const buildSystem: EvidenceSource = function* ({ manifest }) {
  for (const { kind, requirement, file, line } of manifest.dependencies) {
    if (kind !== 'build') continue;
    yield {
      kind: 'build',
      name: requirement.normalizedName,
      part: 'build system',
      scope: 'build',
      detail: '[build-system] requires it',
      file,
      ...(line !== undefined && { line }),
    };
  }
};
