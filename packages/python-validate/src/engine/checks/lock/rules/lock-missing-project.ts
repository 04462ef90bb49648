import { manifestFile, type LockRule } from '../facts.js';

export const lockMissingProject: LockRule = {
  id: 'python/lock-missing-project',
  summary: 'The lock file does not know the project.',
  reason: 'An installation from the lock leaves the project and its dependencies out, or stops.',
  level: 'error',
  bad: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\n',
    'uv.lock':
      'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "invoices"\nversion = "1.0"\nsource = { virtual = "invoices" }\n',
  },
  good: {
    'pyproject.toml': '[project]\nname = "billing"\nversion = "1.0"\n',
    'uv.lock':
      'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "billing"\nversion = "1.0"\nsource = { virtual = "." }\n',
  },
  *check(facts) {
    const { project, slice, own, pyproject } = facts;
    // Only what has a [project] table of its own gets a package; poetry locks never name their project.
    if (slice.kind !== 'uv' || project.manifest.name === undefined || !pyproject) return;
    // A part that can’t be read may have held it.
    if (slice.problems) return;
    if (own && own.name === project.manifest.normalizedName) return;
    const message =
      slice.packages.length === 0
        ? `\`${slice.file}\` holds no package.`
        : `\`${slice.file}\` does not know the project \`${project.manifest.name}\`.`;
    yield { message, file: manifestFile(facts) };
  },
};
