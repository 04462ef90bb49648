import type { Marker, MarkerComparison, MarkerOperand, MarkerOperator, MarkerVariable } from './marker.js';
import { normalizeName } from './names.js';
import { satisfies } from './specifier-set.js';
import { parseSpecifier } from './specifier.js';

/**
 * What is known of an environment: each variable's value. `extra` is the one extra that is being installed, `''` for
 * none. The set-valued `extras` and `dependency_groups` are arrays.
 */
export type MarkerEnvironment = Partial<
  Record<Exclude<MarkerVariable, 'extras' | 'dependency_groups'>, string> &
    Record<'extras' | 'dependency_groups', readonly string[]>
>;

const VERSION_VARIABLES: ReadonlySet<MarkerVariable> = new Set([
  'implementation_version',
  'platform_release',
  'python_full_version',
  'python_version',
]);

/**
 * Evaluates a marker as `packaging` does. Where it hangs on a variable that the environment does not give, or compares
 * what can't be compared, the answer is undefined; it is still true or false when that variable can't change it.
 */
export function evaluateMarker(marker: Marker, environment: MarkerEnvironment): boolean | undefined {
  if (marker.type === 'comparison') return evaluateComparison(marker, environment);
  const results = marker.operands.map((operand) => evaluateMarker(operand, environment));
  const deciding = marker.type === 'or';
  if (results.includes(deciding)) return deciding;
  return results.includes(undefined) ? undefined : !deciding;
}

function evaluateComparison(
  { left, operator, right }: MarkerComparison,
  environment: MarkerEnvironment,
): boolean | undefined {
  const variable = comparedVariable(left, right);
  if (!variable) return undefined;
  const a = valueOf(left, environment);
  const b = valueOf(right, environment);
  if (a === undefined || b === undefined || typeof a !== 'string') return undefined;
  if (typeof b !== 'string') return compareInSet(a, operator, b);
  return VERSION_VARIABLES.has(variable) ? compareAsVersions(a, operator, b) : compareAsText(a, operator, b);
}

/** The one variable of a comparison; comparisons of two variables or of two literals have no meaning. */
export function comparedVariable(left: MarkerOperand, right: MarkerOperand): MarkerVariable | undefined {
  if ('variable' in left) return 'variable' in right ? undefined : left.variable;
  return 'variable' in right ? right.variable : undefined;
}

function valueOf(operand: MarkerOperand, environment: MarkerEnvironment): string | readonly string[] | undefined {
  if ('literal' in operand) return operand.literal;
  const value = environment[operand.variable];
  if (value === undefined || typeof value !== 'string') return value?.map(normalizeName);
  if (operand.variable === 'extra') return normalizeName(value);
  // A Python that was not built from a tag reports `3.13.0+`, which is no version.
  return operand.variable === 'python_full_version' && value.endsWith('+') ? `${value}local` : value;
}

function compareInSet(value: string, operator: MarkerOperator, set: readonly string[]): boolean | undefined {
  if (operator === 'in') return set.includes(value);
  return operator === 'not in' ? !set.includes(value) : undefined;
}

function compareAsVersions(a: string, operator: MarkerOperator, b: string): boolean | undefined {
  if (operator === '===') return a.toLowerCase() === b.toLowerCase();
  if (operator !== 'in' && operator !== 'not in') {
    const specifier = parseSpecifier(operator + b);
    if (!('error' in specifier) && specifier.length === 1) return satisfies(a, specifier);
  }
  return compareAsText(a, operator, b);
}

function compareAsText(a: string, operator: MarkerOperator, b: string): boolean | undefined {
  switch (operator) {
    case '==':
    case '<=':
    case '>=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
    case '>':
      return false;
    case 'in':
      return b.includes(a);
    case 'not in':
      return !b.includes(a);
    case '~=':
    case '===':
      return undefined;
  }
}
