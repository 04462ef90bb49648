import semver from 'semver';
import type { RangeDialect } from '../shared/range.js';
import { followRange } from '../shared/range.js';
import type { RangeSettings } from '../shared/settings.js';

/** Source: The Cargo Book, "Version requirement syntax". A version without operator is a caret requirement. */
const CARGO_RANGES: RangeDialect = {
  follows: ['', '^', '~', '=', '>='],
  keepsCount: ['~'],
  contains: (range, version) => {
    const clauses = range.split(',').map((clause) => clause.trim());
    const npm = clauses.map((clause) => (/^\d+(?:\.\d+)*(?:[-+].*)?$/.test(clause) ? `^${clause}` : clause)).join(' ');
    return semver.validRange(npm) === null ? undefined : semver.satisfies(version, npm);
  },
};

/** The requirement that a dependant has after a release. @throws HoneError with code `release/range` */
export function followCargoRequirement(requirement: string, version: string, settings: RangeSettings): string {
  return followRange(requirement, version, {
    dialect: CARGO_RANGES,
    keepMatching: settings.keepMatching,
    ...(settings.prefix !== 'auto' && { operator: settings.prefix }),
  });
}
