import type { VersionActions } from 'nx/release';

type Settings = VersionActions['finalConfigForProject'];

/** What Nx's settings say about the ranges of dependants. */
export interface RangeSettings {
  /** `auto` keeps each range's own operator. */
  prefix: 'auto' | '' | '^' | '~' | '=';
  keepMatching: boolean;
}

/** Nx's defaults are `auto` and true. A list of npm's kinds of dependencies means nothing here, and counts as true. */
export function rangeSettings({ versionPrefix, preserveMatchingDependencyRanges }: Settings): RangeSettings {
  return { prefix: versionPrefix ?? 'auto', keepMatching: preserveMatchingDependencyRanges !== false };
}

/** Whether lock files are left alone: the option that Nx's own version actions have. */
export const skipsLocks = (options: Record<string, unknown> | undefined): boolean =>
  options?.['skipLockFileUpdate'] === true;

/** A version as Nx hands it on, without the operator that it puts in front. */
export const withoutPrefix = (version: string): string => version.replace(/^[~^=]/, '');

/** The manifests to change, with forward slashes on every system. */
export const manifestFiles = ({ manifestsToUpdate }: VersionActions): string[] =>
  manifestsToUpdate.map(({ manifestPath }) => manifestPath.replaceAll('\\', '/'));
