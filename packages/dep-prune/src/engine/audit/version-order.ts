import { compareVersions, parseVersion } from '@hone/core/manifests';
import semver from 'semver';
import type { EcosystemId } from '../types.js';

/** Orders two versions; `undefined` when one of them is none. */
export type VersionOrder = (a: string, b: string) => number | undefined;

/** How each ecosystem orders versions: PEP 440, or SemVer with builds left out. */
export const versionOrders: Readonly<Record<EcosystemId, VersionOrder>> = {
  python: (a, b) => {
    const [left, right] = [parseVersion(a), parseVersion(b)];
    return left && right ? compareVersions(left, right) : undefined;
  },
  rust: compareSemver,
  javascript: compareSemver,
};

function compareSemver(a: string, b: string): number | undefined {
  const [left, right] = [semver.parse(a), semver.parse(b)];
  return left && right ? left.compare(right) : undefined;
}
