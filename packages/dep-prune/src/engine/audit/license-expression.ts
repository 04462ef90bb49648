import parse from 'spdx-expression-parse';
import { licenseNames } from './license-names.data.js';

type Expression = ReturnType<typeof parse>;

/**
 * What a package's metadata calls its licence as an SPDX expression: an expression stays; `MIT/Apache-2.0`, as old crates
 * write it, is a choice; a known name becomes its identifier.
 *
 * @returns undefined when it stands for no licence in particular
 */
export function licenseExpression(written: string): string | undefined {
  const text = written.trim();
  const named = licenseNames[text.toLowerCase()];
  return [named, text, text.replaceAll(/\s*\/\s*/g, ' OR ')].find((one) => one !== undefined && isExpression(one));
}

function isExpression(text: string): boolean {
  return parseExpression(text) !== undefined;
}

/**
 * Whether a licence may be: of a choice one has to be allowed, of a conjunction all.
 *
 * @param expression in SPDX
 * @param allowed identifiers, in any case; `GPL-2.0-only WITH Classpath-exception-2.0` allows that exception alone
 */
export function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const names = new Set(allowed.map((one) => one.toLowerCase()));
  const check = (one: Expression): boolean => {
    if ('conjunction' in one) {
      const [left, right] = [check(one.left), check(one.right)];
      return one.conjunction === 'or' ? left || right : left && right;
    }
    const own = `${one.license}${one.plus ? '+' : ''}`.toLowerCase();
    const exception = 'exception' in one && one.exception ? `${own} with ${one.exception.toLowerCase()}` : own;
    return names.has(own) || names.has(exception);
  };
  const parsed = parseExpression(expression);
  return parsed !== undefined && check(parsed);
}

function parseExpression(text: string): Expression | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
