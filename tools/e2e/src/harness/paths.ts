import { fileURLToPath } from 'node:url';

/** Absolute path of this repository. */
export const repositoryRoot = fileURLToPath(new URL('../../../..', import.meta.url));

/** The Nx versions that the packages are tried on: `nx` itself and the newest `@nx/devkit` that goes with it. */
export const NX_VERSIONS = {
  '23': { nx: '23.2.1', devkit: '23.2.1' },
  '24': { nx: '24.0.6', devkit: '24.0.0' },
} as const;

export type NxVersion = keyof typeof NX_VERSIONS;

/** What makes the workspaces; it has no release for 24 yet. */
export const CREATE_NX_WORKSPACE = '23.2.1';
