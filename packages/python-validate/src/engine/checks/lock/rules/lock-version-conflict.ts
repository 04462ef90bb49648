import { parseMarker, satisfies } from '@hone/core/manifests';
import { markerCanHold } from '../../metadata/marker-space.js';
import { lockedDependencies, manifestFile, type LockRule } from '../facts.js';

const lockOf = (version: string): string =>
  `[[package]]\nname = "httpx"\nversion = "${version}"\ndescription = ""\noptional = false\npython-versions = ">=3.8"\nfiles = []\n\n[metadata]\nlock-version = "2.1"\npython-versions = "^3.11"\n`;

const manifest =
  '[tool.poetry]\nname = "billing"\nversion = "1.0"\n\n[tool.poetry.dependencies]\npython = "^3.11"\nhttpx = ">=0.27"\n';

export const lockVersionConflict: LockRule = {
  id: 'python/lock-version-conflict',
  summary: 'The locked version of a declared dependency is outside its specifier, or nothing is locked for it.',
  reason: 'An installation from the lock gives the project a version that it does not accept.',
  level: 'error',
  bad: { 'pyproject.toml': manifest, 'poetry.lock': lockOf('0.25.0') },
  good: { 'pyproject.toml': manifest, 'poetry.lock': lockOf('0.28.1') },
  *check(facts) {
    const { slice, own, project } = facts;
    // uv may override versions on purpose; lock-outdated compares what it recorded.
    if (slice.kind === 'uv' || own) return;
    for (const { requirement, source, line, kind } of lockedDependencies(facts)) {
      if (source.type !== 'index' || requirement.url !== undefined) continue;
      const marker = requirement.marker === undefined ? undefined : parseMarker(requirement.marker);
      if (marker && !('error' in marker) && !markerCanHold(marker, project.manifest.requiresPython)) continue;
      const versions = slice.packages
        .filter(({ name }) => name === requirement.normalizedName)
        .map(({ version }) => version ?? '');
      if (versions.some((version) => satisfies(version, requirement.specifier))) continue;
      const place = { file: manifestFile(facts), ...(line !== undefined && { line }) };
      if (versions.length > 0) {
        const locked = `\`${slice.file}\` has ${requirement.name} ${versions.join(', ')}`;
        yield { message: `${locked}, and the manifest requires \`${requirement.specifier}\`.`, ...place };
      } else if (kind === 'runtime') {
        yield { message: `\`${slice.file}\` has no version of \`${requirement.name}\`.`, ...place };
      }
    }
  },
};
