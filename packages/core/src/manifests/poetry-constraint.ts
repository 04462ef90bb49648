import { compareVersions, parseVersion, renderVersion, type Version } from './version.js';
import { parseSpecifier } from './specifier.js';

/**
 * Translates a poetry version constraint (`^1.2`, `~1.2`, `1.*`, `1.2`, `>=1 <2`, `^1 || ^2`) into a PEP 440 specifier
 * set; undefined when it can't be read. The rules are those of poetry's "Dependency specification" page. A union that
 * no specifier set can express becomes the range around all of its parts, which admits more, never less.
 */
export function translatePoetryConstraint(text: string): string | undefined {
  const parts = text.split(/\s*\|\|?\s*/).map(translateAll);
  if (parts.some((part) => part === undefined)) return undefined;
  const known = parts as Bounds[];
  return known.length === 1 ? known[0]!.clauses.join(',') : union(known);
}

/** The clauses of one alternative, and its ends where they are simple. */
interface Bounds {
  clauses: string[];
  lower?: Version;
  upper?: Version;
}

const CLAUSE = /^(\^|~=|~|===?|!=|<=|>=|<|>)?\s*v?([\w.!+*-]+)$/i;

function translateAll(text: string): Bounds | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '*') return { clauses: [] };
  // Clauses are divided by commas or by spaces; a space may also stand between an operator and its version.
  const pieces = trimmed
    .replace(/([\^~=!<>])\s+/g, '$1')
    .split(/\s*,\s*|\s+/)
    .filter(Boolean);
  const clauses: string[] = [];
  for (const piece of pieces) {
    const translated = translateOne(piece);
    if (!translated) return undefined;
    clauses.push(...translated);
  }
  if ('error' in parseSpecifier(clauses.join(','))) return undefined;
  return { clauses, ...ends(clauses) };
}

function translateOne(piece: string): string[] | undefined {
  const match = CLAUSE.exec(piece);
  if (!match) return undefined;
  const [, operator = '', written = ''] = match;
  if (written === '*') return operator === '' || operator === '==' || operator === '=' ? [] : undefined;
  const wildcard = /\.\*$/.test(written);
  const version = parseVersion(written.replace(/(?:\.\*)+$/, ''));
  if (!version) return undefined;
  switch (operator) {
    case '^':
      return caret(version);
    case '~':
      return tilde(version);
    case '':
    case '=':
    case '==':
      return [`==${wildcard ? `${renderVersion(version)}.*` : written}`];
    case '!=':
      return [`!=${wildcard ? `${renderVersion(version)}.*` : written}`];
    default:
      return [`${operator}${written}`];
  }
}

function range(version: Version, at: number): string[] {
  const release = [...version.release.slice(0, at + 1)];
  while (release.length <= at) release.push(0);
  release[at] = release[at]! + 1;
  while (release.length < Math.min(version.release.length, 2)) release.push(0);
  return [`>=${renderVersion(version)}`, `<${renderVersion({ epoch: version.epoch, release, local: [] })}`];
}

/** `^1.2.3` → `>=1.2.3,<2.0`, `^0.2.3` → `>=0.2.3,<0.3`, `^0.0.3` → `>=0.0.3,<0.0.4`. */
function caret(version: Version): string[] {
  const first = version.release.findIndex((number) => number !== 0);
  return range(version, first === -1 ? version.release.length - 1 : first);
}

/** `~1` → `>=1,<2`, `~1.2` and `~1.2.3` → `<1.3`. */
function tilde(version: Version): string[] {
  return range(version, version.release.length === 1 ? 0 : 1);
}

function ends(clauses: readonly string[]): Pick<Bounds, 'lower' | 'upper'> {
  const bound = (pattern: RegExp): Version | undefined => {
    const found = clauses.map((clause) => pattern.exec(clause)?.[1]).find((text) => text !== undefined);
    return found === undefined ? undefined : parseVersion(found);
  };
  const same = /^==(.+)\.\*$/.exec(clauses.length === 1 ? clauses[0]! : '')?.[1];
  if (same !== undefined) {
    const version = parseVersion(same)!;
    const release = [...version.release.slice(0, -1), version.release.at(-1)! + 1];
    return { lower: version, upper: { ...version, release } };
  }
  const exact = clauses.length === 1 ? bound(/^==(.+)$/) : undefined;
  const [lower, upper] = [exact ?? bound(/^>=(.+)$/), bound(/^<([^=].*)$/)];
  return { ...(lower && { lower }), ...(upper && { upper }) };
}

function union(parts: readonly Bounds[]): string {
  if (parts.some(({ clauses }) => clauses.length === 0)) return '';
  const sorted = [...parts].sort((a, b) => (a.lower && b.lower ? compareVersions(a.lower, b.lower) : 0));
  const bounded = (side: 'lower' | 'upper'): Version[] | undefined => {
    const versions = sorted.map((part) => part[side]);
    return versions.every((version) => version !== undefined) ? (versions as Version[]) : undefined;
  };
  const lowest = bounded('lower')?.[0];
  const highest = bounded('upper')?.sort(compareVersions).at(-1);
  return [
    ...(lowest ? [`>=${renderVersion(lowest)}`] : []),
    ...gaps(sorted),
    ...(highest ? [`<${renderVersion(highest)}`] : []),
  ].join(',');
}

/** `>=3.8,<3.9 || >=3.11` → `!=3.9.*,!=3.10.*`: what lies between two parts of a union, where wildcards can say it. */
function gaps(parts: readonly Bounds[]): string[] {
  if (parts.some(({ lower }) => !lower)) return [];
  const excluded: string[] = [];
  let end = parts[0]!.upper;
  for (const { lower, upper } of parts.slice(1)) {
    if (!end) break;
    if (isMinor(end) && isMinor(lower!) && end.release[0] === lower!.release[0]) {
      for (let minor = end.release[1] ?? 0; minor < (lower!.release[1] ?? 0); minor++) {
        excluded.push(`!=${end.release[0]}.${minor}.*`);
      }
    }
    end = upper && compareVersions(upper, end) < 0 ? end : upper;
  }
  return excluded;
}

function isMinor({ epoch, release, pre, post, dev }: Version): boolean {
  const plain = epoch === 0 && !pre && post === undefined && dev === undefined;
  return plain && release.slice(2).every((number) => number === 0);
}
