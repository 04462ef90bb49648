import type { Specifier } from './specifier.js';
import { compareVersions, isPrerelease, parseVersion, type Version } from './version.js';

/**
 * A gap between two versions in PEP 440's order: the one right before `version`, or with `after` the one right after
 * it. An infinite `post` stands for all post-releases of a version.
 */
interface Cut {
  version: Version;
  after?: boolean;
}

/** The versions between two cuts; a missing cut is the end of the order. */
export interface Range {
  from?: Cut;
  to?: Cut;
}

/** Nothing comes before the least version, so the order starts there. */
const START: Cut = { version: parseVersion('0.dev0')! };

const before = (version: Version): Cut => ({ version });

/**
 * The ranges of one clause other than `===`, by the rules of PEP 440. Since no version lies between `V` with all its
 * local labels and the next development release, every bound but two is "right before some version": `>V` also skips
 * V's post-releases, and `==V+local` is V+local alone.
 */
export function rangesOf({ operator, version, wildcard }: Specifier): Range[] {
  if (!version) return [{}];
  if (wildcard) {
    const same = { from: before(devOf(version)), to: before(nextPrefix(version)) };
    return operator === '==' ? [same] : outside(same);
  }
  switch (operator) {
    case '>=':
      return [{ from: before(version) }];
    case '<=':
      return [{ to: before(nextPublic(version)) }];
    case '>':
      return [{ from: afterPosts(version) }];
    case '<':
      return [{ to: before(isPrerelease(version) ? version : { ...version, dev: 0, local: [] }) }];
    case '==':
      return [exactly(version)];
    case '!=':
      return outside(exactly(version));
    case '~=':
      return [{ from: before(version), to: before(nextPrefix({ ...version, release: version.release.slice(0, -1) })) }];
    case '===':
      return [{}];
  }
}

function exactly(version: Version): Required<Range> {
  return version.local.length > 0
    ? { from: before(version), to: { version, after: true } }
    : { from: before(version), to: before(nextPublic(version)) };
}

function outside({ from, to }: Required<Range>): Range[] {
  return [{ to: from }, { from: to }].filter((range) => !isEmpty(range));
}

/** `1.2` → `1.2.dev0`, the least version that starts with 1.2. */
function devOf({ epoch, release }: Version): Version {
  return { epoch, release, dev: 0, local: [] };
}

/** `1.2` → `1.3.dev0`, the least version above all that start with 1.2. */
function nextPrefix({ epoch, release }: Version): Version {
  return devOf({ epoch, release: [...release.slice(0, -1), release.at(-1)! + 1], local: [] });
}

/** The least version above a public version and all its local labels. */
function nextPublic(version: Version): Version {
  if (version.dev !== undefined) return { ...version, dev: version.dev + 1, local: [] };
  return { ...version, post: (version.post ?? -1) + 1, dev: 0, local: [] };
}

function afterPosts(version: Version): Cut {
  if (version.dev !== undefined || version.post !== undefined) return before(nextPublic(version));
  if (version.pre) {
    const pre = { ...version.pre, number: version.pre.number + 1 };
    return before({ ...version, pre, dev: 0, local: [] });
  }
  return { version: { ...version, post: Number.POSITIVE_INFINITY }, after: true };
}

function compareCuts(a: Cut, b: Cut): number {
  return compareVersions(a.version, b.version) || Number(a.after ?? false) - Number(b.after ?? false);
}

function isEmpty({ from = START, to }: Range): boolean {
  return to !== undefined && compareCuts(from, to) >= 0;
}

/** The versions that are in both of two ordered lists of ranges. */
export function intersect(left: readonly Range[], right: readonly Range[]): Range[] {
  return left
    .flatMap((a) => right.map((b) => ({ from: later(a.from, b.from), to: earlier(a.to, b.to) })))
    .filter((range) => !isEmpty(range));
}

function later(a: Cut | undefined, b: Cut | undefined): Cut | undefined {
  return !a || (b && compareCuts(a, b) < 0) ? b : a;
}

function earlier(a: Cut | undefined, b: Cut | undefined): Cut | undefined {
  return !a || (b && compareCuts(a, b) > 0) ? b : a;
}

/** Whether a version lies in one of the ranges. */
export function containsVersion(ranges: readonly Range[], version: Version): boolean {
  const here = before(version);
  return ranges.some(({ from, to }) => (!from || compareCuts(from, here) <= 0) && (!to || compareCuts(here, to) < 0));
}
