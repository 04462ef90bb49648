import type { TargetConfiguration } from '@nx/devkit';
import { foldersAbove } from '../graph/candidates.js';
import { rootFiles } from './root-files.data.js';
import type { ManifestKind, PrunedProject } from './types.js';

type Input = NonNullable<TargetConfiguration['inputs']>[number];

/** Their slices count in their place. */
const sliced = ['uv.lock', 'poetry.lock', 'Cargo.lock'];

/** Locks that no slice is cut from, and what tells npm, pnpm and yarn which folders are packages of the workspace. */
const npmFiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'pnpm-workspace.yaml',
  'tsconfig.base.json',
  'tsconfig.json',
];

/** What is read above a project: which files are its own, and what a workspace says for all of its members. */
const inherited = ['.gitignore', '.ignore', '.nxignore', 'pyproject.toml', 'setup.cfg'];

const byKind: Readonly<Record<ManifestKind, readonly string[]>> = {
  python: rootFiles.map((pattern) => `{workspaceRoot}/${pattern}`),
  // Names of libraries and features stand in the manifests of those that it depends on.
  rust: ['^{projectRoot}/Cargo.toml'],
  npm: [
    ...rootFiles.map((pattern) => `{workspaceRoot}/${pattern}`),
    `{workspaceRoot}/{${npmFiles.join(',')}}`,
    '^{projectRoot}/package.json',
  ],
};

/**
 * What verdicts are read from: every file of the project, since any can hold a use; what lies above it and can speak of it;
 * its parts of the locks; and the advisories of the audit.
 *
 * @param advisories the file or folder, relative to the workspace root
 */
export function pruneInputs({ root, kinds, slices, reads }: PrunedProject, advisories: string | undefined): Input[] {
  const above = foldersAbove(root).map((folder) => {
    const prefix = folder === '.' ? '{workspaceRoot}' : `{workspaceRoot}/${folder}`;
    return `${prefix}/{${inherited.join(',')}}`;
  });
  const isSliced = (lock: string): boolean => slices.some((slice) => slice.lock.endsWith(lock));
  const files = [
    '{projectRoot}/**/*',
    ...sliced.filter(isSliced).map((lock) => `!{projectRoot}/${lock}`),
    ...(kinds.includes('rust') ? ['!{projectRoot}/target/**/*'] : []),
    ...above,
    ...kinds.flatMap((kind) => byKind[kind]),
    ...reads.map((file) => `{workspaceRoot}/${file}`),
    ...(advisories === undefined ? [] : [`{workspaceRoot}/${advisories}`, `{workspaceRoot}/${advisories}/**/*.json`]),
  ];
  return [
    ...new Set(files),
    ...slices.map(({ name }) => ({ dependentTasksOutputFiles: `**/${name}`, transitive: false })),
    { externalDependencies: [] },
  ];
}
