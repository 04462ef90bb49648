import type { EvidenceSource } from './evidence-source.js';

/**
 * What `[build-system] requires` names is installed to build the project, by what is said there alone. A group that names
 * it again is there for builds without isolation.
 */
export const buildSystem: EvidenceSource = function* ({ manifest: { dependencies } }) {
  const groups = new Set(
    dependencies.filter(({ kind }) => kind === 'group').map(({ requirement }) => requirement.normalizedName),
  );
  for (const { kind, requirement, file, line } of dependencies) {
    if (kind !== 'build') continue;
    const name = requirement.normalizedName;
    const use = {
      kind: 'build',
      name,
      detail: '[build-system] requires it',
      file,
      ...(line !== undefined && { line }),
    };
    yield { ...use, kind: 'build', part: 'build system', scope: 'build' };
    if (groups.has(name)) yield { ...use, kind: 'build', scope: 'development' };
  }
};
