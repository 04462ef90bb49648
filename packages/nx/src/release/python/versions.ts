import { HoneError } from '@hone/core/diagnostics';
import { parseVersion } from '@hone/core/manifests';

/** Semantic versioning's words for stages of a prerelease, as Nx writes them, and PEP 440's. */
const STAGES: Record<string, string> = {
  alpha: 'a',
  a: 'a',
  beta: 'b',
  b: 'b',
  rc: 'rc',
  c: 'rc',
  pre: 'rc',
  preview: 'rc',
  dev: '.dev',
  // `nx release prerelease` without --preid makes 1.2.3-0.
  '': '.dev',
};

/**
 * A version of Nx in the form of PEP 440: `1.2.3-rc.1` is `1.2.3rc1`.
 *
 * @throws HoneError with code `release/version` for a prerelease that Python has no word for
 */
export function toPep440(version: string): string {
  const match = /^(\d+\.\d+\.\d+)(?:-([a-z]*)\.?(\d+)?)?$/i.exec(version.replace(/\+.*$/, ''));
  const stage = match?.[2] === undefined ? undefined : STAGES[match[2].toLowerCase()];
  if (!match || (match[2] !== undefined && stage === undefined)) {
    throw new HoneError(`Python has no version like ${version}`, {
      code: 'release/version',
      hint: 'Release with --preid alpha, beta, rc or dev.',
    });
  }
  return stage === undefined ? match[1]! : `${match[1]}${stage}${match[3] ?? '0'}`;
}

const WORDS = { a: 'alpha', b: 'beta', rc: 'rc' };

/** A version of PEP 440 in the form that Nx counts in: `1.2rc1` is `1.2.0-rc.1`. Undefined when there is none. */
export function toSemver(text: string): string | undefined {
  const version = parseVersion(text);
  if (!version || version.epoch !== 0 || version.release.length > 3 || version.post !== undefined) return undefined;
  const release = [...version.release, 0, 0].slice(0, 3).join('.');
  const { pre, dev } = version;
  if (pre && dev !== undefined) return undefined;
  if (pre) return `${release}-${WORDS[pre.phase]}.${pre.number}`;
  return dev === undefined ? release : `${release}-dev.${dev}`;
}
