import { posix } from 'node:path';
import { satisfies } from '@hone/core/manifests';
import { manifestFile, type LockRule } from '../facts.js';

const lockOf = (requiresPython: string): string =>
  `version = 1\nrevision = 3\nrequires-python = "${requiresPython}"\n\n[[package]]\nname = "billing"\nversion = "1.0"\nsource = { virtual = "." }\n`;

const manifest = '[project]\nname = "billing"\nversion = "1.0"\nrequires-python = ">=3.11"\n';

export const lockRequiresPython: LockRule = {
  id: 'python/lock-requires-python',
  summary: 'The lock file was made for other Python versions than the project supports.',
  reason: 'The locked versions need not work, or even exist, for a Python that the project admits.',
  level: 'error',
  bad: { 'pyproject.toml': manifest, 'uv.lock': lockOf('>=3.9') },
  good: { 'pyproject.toml': manifest, 'uv.lock': lockOf('>=3.11') },
  *check(facts) {
    const { project, slice, own } = facts;
    const declared = project.manifest.requiresPython;
    const locked = slice.requiresPython;
    if (slice.kind !== 'uv' || !own || own.source.type !== 'workspace' || !declared || !locked) return;
    // A lock that members share is for the Pythons that all of them support.
    const alone = posix.dirname(slice.file) === project.root && project.manifest.workspace === undefined;
    const beyond = SAMPLES.find((python) => satisfies(python, locked) && !satisfies(python, declared));
    const short = alone
      ? SAMPLES.find((python) => satisfies(python, declared) && !satisfies(python, locked))
      : undefined;
    const python = beyond ?? short;
    if (python === undefined) return;
    yield {
      message: `\`${slice.file}\` is out of date: it was made for Python ${locked}, and the project requires ${declared} (they differ on ${python}).`,
      file: manifestFile(facts),
    };
  },
};

/** Versions of Python on which two specifiers are compared: every minor version with some patches, and Python 4. */
const SAMPLES = Array.from({ length: 30 }, (_, minor) => [
  `3.${minor}.0`,
  `3.${minor}.1`,
  `3.${minor}.5`,
  `3.${minor}.40`,
])
  .flat()
  .concat('4.0.0');
