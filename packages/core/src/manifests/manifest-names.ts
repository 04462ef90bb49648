import { normalizeName } from './names.js';

/** Manifests with one fixed name. */
const FIXED: ReadonlySet<string> = new Set(['pyproject.toml', 'setup.cfg', 'setup.py']);

/** `requirements.txt`, `requirements-dev.txt`, `dev_requirements.txt`, and the `.in` files of pip-tools. */
const REQUIREMENTS = /^(?:(.+?)[-_.])?requirements(?:[-_.](.+?))?\.(?:txt|in)$/i;

/** Folders whose text files are requirements files. */
const FOLDERS = /^requirements$/i;

/** Words that make a requirements file one for development. */
const DEVELOPMENT: ReadonlySet<string> = new Set(
  (
    'dev devel develop development test tests testing tox nox ci doc docs documentation lint linter linting linters ' +
    'format formatting style qa quality type types typing mypy pyright check checks coverage cov bench benchmark ' +
    'benchmarks example examples release build packaging tools tooling pre-commit precommit debug local'
  ).split(' '),
);

/** Whether a file name (without folder) is that of a Python manifest. Files of a `requirements/` folder are not meant. */
export function isPythonManifestName(basename: string): boolean {
  return FIXED.has(basename) || REQUIREMENTS.test(basename);
}

/**
 * What a requirements file is for, by its path relative to its project (`requirements-dev.txt`,
 * `requirements/test.txt`): a development file is a group with that name. Undefined when it is no requirements file.
 */
export function requirementsRole(path: string): { kind: 'runtime' } | { kind: 'group'; group: string } | undefined {
  const [first, second] = path.split('/');
  const inFolder = second !== undefined && FOLDERS.test(first!);
  const match = REQUIREMENTS.exec(second ?? first!);
  const word = match ? (match[1] ?? match[2]) : /^(.+)\.(?:txt|in)$/i.exec(second ?? '')?.[1];
  if (second !== undefined ? !inFolder || word === undefined : !match) return undefined;
  if (isConstraints(word ?? '')) return undefined;
  const group = normalizeName(word ?? '');
  const development = DEVELOPMENT.has(group) || group.split('-').some((part) => DEVELOPMENT.has(part));
  return development ? { kind: 'group', group } : { kind: 'runtime' };
}

/** `requirements/constraints.txt` bounds other files and installs nothing by itself. */
function isConstraints(word: string): boolean {
  return /^(?:constraints?|overrides?)$/i.test(word);
}
