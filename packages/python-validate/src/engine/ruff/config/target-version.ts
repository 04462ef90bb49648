import type { PythonVersion } from '../../check.js';

/** The Pythons that ruff 0.17 knows. */
const lowestMinor = 7;
const highestMinor = 15;

/** Gives ruff's name of a Python, `py311`; a version that ruff doesn't know becomes the nearest that it does. */
export function toTargetVersion({ minor }: PythonVersion): string {
  return `py3${Math.min(Math.max(minor, lowestMinor), highestMinor)}`;
}

const lowerBounds = new Set(['==', '===', '~=', '>', '>=']);

/**
 * What ruff takes as target version from `requires-python`: the lowest `major.minor` named by any lower bound or
 * equality, provided ruff knows that Python.
 *
 * @param specifier PEP 440 specifier set.
 */
export function inferTargetVersion(specifier: unknown): string | undefined {
  if (typeof specifier !== 'string') return undefined;
  const versions = specifier.split(',').flatMap((part) => {
    const match = /^\s*(===|==|~=|>=|<=|!=|>|<)\s*v?(\d+)\.(\d+)/.exec(part);
    return match && lowerBounds.has(match[1] ?? '') ? [[Number(match[2]), Number(match[3])] as const] : [];
  });
  const [lowest] = versions.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (!lowest || lowest[0] !== 3 || lowest[1] < lowestMinor || lowest[1] > highestMinor) return undefined;
  return `py3${lowest[1]}`;
}
