/** A part of a local version label: numbers compare as numbers and come after words. */
export type LocalPart = number | string;

/**
 * A PEP 440 version, taken apart. The numbers are as written, so `1.0` and `1.0.0` differ here and are equal for
 * {@link compareVersions}.
 */
export interface Version {
  epoch: number;
  release: readonly number[];
  pre?: { phase: 'a' | 'b' | 'rc'; number: number };
  post?: number;
  dev?: number;
  local: readonly LocalPart[];
}

/** PEP 440, appendix B, as the pieces that the specifier grammar needs too. Matched without regard to case. */
export const RELEASE_PATTERN = String.raw`v?(?:\d+!)?\d+(?:\.\d+)*`;
export const SUFFIX_PATTERN =
  String.raw`(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\d*)?` +
  String.raw`(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?` +
  String.raw`(?:[-_.]?dev[-_.]?\d*)?`;
export const LOCAL_PATTERN = String.raw`(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?`;

const VERSION =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/i;

const PHASES: Record<string, 'a' | 'b' | 'rc'> = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
};

/** Parses a version as PEP 440 defines it, alternate spellings included. Gives undefined for anything else. */
export function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text.trim());
  if (!match) return undefined;
  const [, epoch, release, phase, preNumber, shortPost, postWord, postNumber, dev, devNumber, local] = match;
  return {
    epoch: Number(epoch ?? 0),
    release: release!.split('.').map(Number),
    ...(phase && { pre: { phase: PHASES[phase.toLowerCase()]!, number: Number(preNumber) } }),
    ...((shortPost ?? postWord) !== undefined && { post: Number(shortPost ?? postNumber) }),
    ...(dev && { dev: Number(devNumber) }),
    local: local ? parseLocal(local) : [],
  };
}

function parseLocal(text: string): LocalPart[] {
  return text
    .toLowerCase()
    .split(/[-_.]/)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Whether a version is a pre-release or a development release. */
export function isPrerelease(version: Version): boolean {
  return version.pre !== undefined || version.dev !== undefined;
}

/** Writes a version in PEP 440's normal form. */
export function renderVersion(version: Version): string {
  return (
    (version.epoch ? `${version.epoch}!` : '') +
    version.release.join('.') +
    (version.pre ? `${version.pre.phase}${version.pre.number}` : '') +
    (version.post === undefined ? '' : `.post${version.post}`) +
    (version.dev === undefined ? '' : `.dev${version.dev}`) +
    (version.local.length > 0 ? `+${version.local.join('.')}` : '')
  );
}

/** Orders two versions as PEP 440 does: negative when `a` comes first, 0 when they are equal (`1.0` and `1.0.0` are). */
export function compareVersions(a: Version, b: Version): number {
  return comparePublic(a, b) || compareLocal(a.local, b.local);
}

/** Orders two versions without regard to their local labels. */
export function comparePublic(a: Version, b: Version): number {
  return a.epoch - b.epoch || compareRelease(a.release, b.release) || compareNumbers(suffixKey(a), suffixKey(b));
}

/** Orders two release segments; missing numbers count as zero. */
export function compareRelease(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const PHASE_RANK = { a: 0, b: 1, rc: 2 };

/** What follows the release as numbers in order of weight: `1.0.dev1 < 1.0a1.dev1 < 1.0a1 < 1.0rc1 < 1.0 < 1.0.post1`. */
function suffixKey({ pre, post, dev }: Version): [number, number, number, number] {
  const onlyDev = !pre && post === undefined && dev !== undefined;
  return [
    pre ? PHASE_RANK[pre.phase] : onlyDev ? -1 : 3,
    pre?.number ?? 0,
    post ?? -1,
    // An infinite post stands for "after every post-release" (see specifier-ranges) and has no dev of its own.
    dev ?? Number.POSITIVE_INFINITY,
  ];
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  }
  return 0;
}

function compareLocal(a: readonly LocalPart[], b: readonly LocalPart[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (x === y) continue;
    if (typeof x !== typeof y) return typeof x === 'number' ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
