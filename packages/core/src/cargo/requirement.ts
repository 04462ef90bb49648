/** A version of cargo: numbers, and what stands after `-`, split at dots. */
interface Version {
  numbers: readonly [number, number, number];
  pre: readonly string[];
}

interface Comparator {
  operator: string;
  /** As many numbers as are written before a wildcard. */
  numbers: readonly number[];
  pre: readonly string[];
}

/**
 * Whether a version requirement of a `Cargo.toml` accepts a version, by cargo's rules: a bare version means `^`, parts
 * are joined by commas, and a pre-release is accepted only by a part that names a pre-release of the same numbers.
 *
 * @returns undefined when either is not written as cargo wants it
 */
export function requirementAllows(requirement: string, version: string): boolean | undefined {
  const parsed = parseVersion(version);
  const comparators = requirement
    .split(',')
    .filter((part, _, all) => part.trim() !== '' || all.length === 1)
    .map(parseComparator);
  if (!parsed || comparators.includes(undefined)) return undefined;
  const known = comparators as Comparator[];
  if (!known.every((comparator) => allows(comparator, parsed))) return false;
  return parsed.pre.length === 0 || known.some((comparator) => namesPreRelease(comparator, parsed));
}

const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/;

function parseVersion(text: string): Version | undefined {
  const found = VERSION.exec(text.trim());
  if (!found) return undefined;
  const [, major, minor, patch, pre] = found;
  return { numbers: [Number(major), Number(minor), Number(patch)], pre: pre?.split('.') ?? [] };
}

const COMPARATOR =
  /^(\^|~|>=|<=|>|<|=)?\s*(\d+|[*xX])(?:\.(\d+|[*xX]))?(?:\.(\d+|[*xX]))?(?:-([\w.-]+))?(?:\+[\w.-]+)?$/;

function parseComparator(text: string): Comparator | undefined {
  const trimmed = text.trim();
  const found = COMPARATOR.exec(trimmed === '' ? '*' : trimmed);
  if (!found) return undefined;
  const [, operator, ...rest] = found;
  const pre = rest.pop();
  const wildcard = rest.findIndex((part) => part === undefined || /[*xX]/.test(part));
  const numbers = rest.slice(0, wildcard < 0 ? 3 : wildcard).map(Number);
  const wild = rest.some((part) => part !== undefined && /[*xX]/.test(part));
  return { operator: operator ?? (wild ? '=' : '^'), numbers, pre: pre?.split('.') ?? [] };
}

function allows({ operator, numbers, pre }: Comparator, version: Version): boolean {
  if (numbers.length === 0) return true;
  const order = compare(version, numbers, pre);
  switch (operator) {
    case '>':
      return order > 0 && !startsWith(version, numbers, numbers.length < 3);
    case '>=':
      return order >= 0;
    case '<':
      return order < 0 && !startsWith(version, numbers, numbers.length < 3);
    case '<=':
      return order <= 0 || startsWith(version, numbers, numbers.length < 3);
    case '=':
      return numbers.length < 3 ? startsWith(version, numbers) : order === 0;
    case '~':
      return order >= 0 && startsWith(version, numbers.slice(0, 2));
    default:
      return order >= 0 && startsWith(version, numbers.slice(0, caretLength(numbers)));
  }
}

/** How many numbers a caret keeps: up to the first that is not zero. */
function caretLength(numbers: readonly number[]): number {
  const first = numbers.findIndex((number) => number > 0);
  return first < 0 ? numbers.length : first + 1;
}

function startsWith({ numbers }: Version, prefix: readonly number[], when = true): boolean {
  return when && prefix.every((number, i) => number === numbers[i]);
}

/** Numbers that are not written count as zero. */
function compare(version: Version, numbers: readonly number[], pre: readonly string[]): number {
  for (const [i, number] of version.numbers.entries()) {
    const difference = number - (numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePreRelease(version.pre, pre);
}

function comparePreRelease(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [i, part] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const order = comparePart(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers are less than words. */
function comparePart(a: string, b: string): number {
  const [x, y] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (x && y) return Number(a) - Number(b);
  if (x !== y) return x ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function namesPreRelease({ numbers, pre }: Comparator, version: Version): boolean {
  return pre.length > 0 && numbers.length === 3 && startsWith(version, numbers);
}
