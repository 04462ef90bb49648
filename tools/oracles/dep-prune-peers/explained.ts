import type { Expectation } from './case.js';

/** A case whose expectation is not what is right, or that is about something else. */
export interface Explanation {
  /** What is right; without it the case is left out. */
  right?: Expectation;
  reason: string;
}

const byHand = 'mypy and pytest stand in an extra for development: that nobody runs them by hand can not be seen';
const ignored = 'the peer takes three projects for one, and the case is about its ignore files';
const threeProjects: Explanation = {
  right: { unused: ['numpy', 'click'], doubtful: ['jieba'], development: ['black'] },
  reason:
    'three manifests are three projects: none uses what another one imports; jieba is an extra, for whoever asks for it',
};

/** By `<peer> <case>`. */
export const explained: Readonly<Record<string, Explanation>> = {
  'deptry gitignore': { right: { unused: ['requests'], doubtful: ['mypy', 'pytest'] }, reason: byHand },
  'deptry gitignore: src': { right: { unused: ['requests'], doubtful: ['mypy', 'pytest'] }, reason: byHand },
  'deptry gitignore: . --exclude build/|src/bar\\\\.py': {
    right: { unused: ['isort', 'requests'], doubtful: ['pytest'] },
    reason: byHand,
  },
  'deptry namespace: . --experimental-namespace-package': {
    right: { unused: ['arrow'] },
    reason: 'which extras are for development is a setting of the peer',
  },
  'deptry namespace': {
    right: { unused: ['arrow'] },
    reason: 'which extras are for development is a setting of the peer',
  },
  'deptry pep_621': {
    right: {
      unused: ['isort', 'requests', 'matplotlib', 'asyncio'],
      doubtful: ['pytest'],
      runtime: ['certifi', 'packaging'],
    },
    reason: `${byHand}; which extras are for development is a setting of the peer`,
  },
  'deptry pyproject_different_directory: src --config a_sub_directory/pyproject.toml': {
    right: { unused: ['isort', 'requests'], doubtful: ['mypy', 'pytest'] },
    reason: byHand,
  },
  'deptry src_directory: src': {
    right: { unused: ['isort', 'requests'], doubtful: ['mypy', 'pytest'] },
    reason: byHand,
  },
  'deptry setuptools_dynamic_dependencies': {
    right: { unused: ['packaging', 'pkginfo', 'requests'] },
    reason: 'which extras are for development is a setting of the peer',
  },
  'deptry pdm': {
    right: {
      unused: ['isort', 'requests'],
      runtime: ['black', 'certifi', 'mypy', 'packaging', 'pytest', 'pytest-cov'],
    },
    reason: 'the peer is told that the extra with requests is for development, and does not judge it',
  },
  'deptry uv': {
    right: {
      unused: ['isort', 'requests'],
      runtime: ['black', 'certifi', 'mypy', 'packaging', 'pytest', 'pytest-cov'],
    },
    reason: 'the peer is told that the extra with requests is for development, and does not judge it',
  },
  'FawltyDeps beautifulsoup_and_html5lib: original': {
    right: { unused: [] },
    reason: 'bs4 loads html5lib by name: the fixture says itself that the finding is false',
  },
  'FawltyDeps file__requirements_undeclared_unused: default': {
    right: { unused: ['click'] },
    reason: 'leftpadx provides leftpad, which is imported: identity mapping is wrong',
  },
  'FawltyDeps mixed_project: default': threeProjects,
  'FawltyDeps mixed_project_with_exclude_files: default': threeProjects,
  'FawltyDeps mixed_project_with_exclude_files: exclude_from_ignore_file': { reason: ignored },
  'FawltyDeps mixed_project_with_exclude_files: exclude_from_other_ignore_file': { reason: ignored },
  'FawltyDeps mixed_project_with_exclude_files: multiple_exclude_from': { reason: ignored },
  'FawltyDeps mixed_project_with_exclude_files: combine_exclude_and_exclude_from': { reason: ignored },
  'FawltyDeps mixed_project: subdir2': {
    right: { unused: ['click'], doubtful: ['jieba'] },
    reason: 'jieba is an extra, for whoever asks for it',
  },
  'FawltyDeps pixi_default_example: default': { reason: 'pixi.toml is no manifest of Python packages, and not read' },
  'FawltyDeps pixi_pyproject_example: default': {
    right: { unused: ['fawltydeps'] },
    reason: 'the peer never reports itself; nothing uses it',
  },
  'cargo-shear expand_hint': {
    right: { unused: [], development: ['. anyhow'] },
    reason:
      'only a unit test uses it, in a module that a macro declares: the peer sees neither without expanding macros',
  },
  'cargo-shear misplaced_unit': {
    right: { unused: [], development: ['. anyhow'] },
    reason: 'the peer ignores its own test: it can not see that only unit tests use it',
  },
  'cargo-machete false-positive-log': {
    right: { unused: [] },
    reason: 'a macro of another crate names it: the test says itself that the finding is false',
  },
  'cargo-machete renamed-dep': {
    right: { unused: ['. log'] },
    reason: 'the code uses bytes; a setting of the peer gives it a wrong name on purpose',
  },
  'cargo-machete renamed-dep-workspace/inner': {
    right: { unused: ['inner flagset'] },
    reason: 'the code uses bytes; a setting of the peer gives it a wrong name on purpose',
  },
};
