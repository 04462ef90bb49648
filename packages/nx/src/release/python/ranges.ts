import { satisfies, translatePoetryConstraint } from '@hone/core/manifests';
import { followRange, type RangeDialect } from '../shared/range.js';
import type { RangeSettings } from '../shared/settings.js';

/** PEP 440. */
const SPECIFIERS: RangeDialect = {
  follows: ['~=', '==', '===', '>='],
  keepsCount: ['~='],
  contains: (range, version) => satisfies(version, range),
};

/** Poetry's own constraints; a version without operator is that version alone. */
const POETRY: RangeDialect = {
  follows: ['', '^', '~', '~=', '=', '==', '===', '>='],
  keepsCount: ['~', '~='],
  contains: (range, version) => {
    const specifier = translatePoetryConstraint(range);
    return specifier === undefined ? undefined : satisfies(version, specifier);
  },
};

/** Nx's prefixes in the operators of PEP 440, which has no caret. */
const PREFIXES: Record<RangeSettings['prefix'], string | undefined> = {
  auto: undefined,
  '': undefined,
  '^': undefined,
  '~': '~=',
  '=': '==',
};

/** What stands before, in and behind the specifier of a requirement string. */
const REQUIREMENT = /^(\s*[\w.-]+\s*(?:\[[^\]]*\])?\s*\(?)([^;@()]*?)(\s*\)?\s*(?:;.*)?)$/s;

/** The specifier of a requirement string; undefined for one without, or with a URL. */
export const specifierOf = (requirement: string): string | undefined => REQUIREMENT.exec(requirement)?.[2] || undefined;

/**
 * A requirement string (`name[extra] >=1 ; marker`) after a release of what it names; only its specifier changes. One
 * without a specifier, or with a URL, stays.
 *
 * @throws HoneError with code `release/range`
 */
export function followRequirement(requirement: string, version: string, settings: RangeSettings): string {
  const match = REQUIREMENT.exec(requirement);
  if (!match?.[2]) return requirement;
  const operator = PREFIXES[settings.prefix];
  const options = { dialect: SPECIFIERS, keepMatching: settings.keepMatching, ...(operator && { operator }) };
  return match[1] + followRange(match[2], version, options) + match[3];
}

/** A constraint of `[tool.poetry]` after a release. @throws HoneError with code `release/range` */
export function followPoetryConstraint(constraint: string, version: string, settings: RangeSettings): string {
  const operator = settings.prefix === 'auto' || settings.prefix === '' ? undefined : settings.prefix;
  return followRange(constraint, version, {
    dialect: POETRY,
    keepMatching: settings.keepMatching,
    ...(operator && { operator: operator === '=' ? '==' : operator }),
  });
}
