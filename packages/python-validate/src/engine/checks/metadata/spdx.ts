import { createRequire } from 'node:module';
import parse from 'spdx-expression-parse';

// Node 20 warns of JSON modules, so the lists come by way of require.
const require = createRequire(import.meta.url);

/** What is to say of a licence expression. */
export interface LicenseExpression {
  /** Identifiers that SPDX does not have. */
  unknown: string[];
  /** Identifiers that SPDX has withdrawn, in their official spelling. */
  deprecated: string[];
  /** The expression in SPDX's own spelling; absent when it does not parse. */
  canonical?: string;
}

function readNames(id: string): ReadonlyMap<string, string> {
  const names = require(id) as readonly string[];
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

const current = readNames('spdx-license-ids');
const withdrawn = readNames('spdx-license-ids/deprecated.json');
const exceptionNames = readNames('spdx-exceptions');
const OPERATORS = new Set(['AND', 'OR', 'WITH']);

/**
 * Reads a licence expression as PEP 639 allows it: SPDX identifiers in any case, `LicenseRef-…`, no `DocumentRef-…`.
 * The lists are those of the packages `spdx-license-ids` and `spdx-exceptions`.
 */
export function readLicenseExpression(expression: string): LicenseExpression {
  const unknown: string[] = [];
  const old: string[] = [];
  const tokens = (expression.match(/[()]|[^\s()]+/g) ?? []).map((token) => {
    const name = canonicalToken(token);
    if (name === undefined) unknown.push(token);
    else if (withdrawn.has(name.toLowerCase())) old.push(name);
    return name ?? token;
  });
  const text = tokens.join(' ').replaceAll('( ', '(').replaceAll(' )', ')');
  const canonical = unknown.length === 0 && parses(text) ? text : undefined;
  return { unknown, deprecated: old, ...(canonical !== undefined && { canonical }) };
}

function canonicalToken(token: string): string | undefined {
  const lower = token.toLowerCase();
  if (token === '(' || token === ')') return token;
  if (OPERATORS.has(token.toUpperCase())) return token.toUpperCase();
  if (/^licenseref-[a-z0-9.-]+$/.test(lower)) return `LicenseRef-${token.slice('LicenseRef-'.length)}`;
  const whole = current.get(lower) ?? withdrawn.get(lower) ?? exceptionNames.get(lower);
  if (whole !== undefined) return whole;
  const base = lower.endsWith('+') ? (current.get(lower.slice(0, -1)) ?? withdrawn.get(lower.slice(0, -1))) : undefined;
  return base && `${base}+`;
}

function parses(expression: string): boolean {
  try {
    parse(expression);
    return true;
  } catch {
    return false;
  }
}

/** What people write instead of an identifier; only what can mean one licence. */
const INFORMAL: Record<string, string> = {
  apache: 'Apache-2.0',
  apache2: 'Apache-2.0',
  apache20: 'Apache-2.0',
  apachelicense20: 'Apache-2.0',
  apachelicenseversion20: 'Apache-2.0',
  apachesoftwarelicense: 'Apache-2.0',
  mitlicense: 'MIT',
  themitlicense: 'MIT',
  expat: 'MIT',
  bsd3: 'BSD-3-Clause',
  bsd3clause: 'BSD-3-Clause',
  newbsd: 'BSD-3-Clause',
  bsd2: 'BSD-2-Clause',
  bsd2clause: 'BSD-2-Clause',
  mpl2: 'MPL-2.0',
  mpl20: 'MPL-2.0',
  psf: 'PSF-2.0',
  isclicense: 'ISC',
  unlicensed: 'LicenseRef-Proprietary',
  proprietary: 'LicenseRef-Proprietary',
  publicdomain: 'LicenseRef-Public-Domain',
};

/** The identifier that an informal name stands for, when there is just one. */
export function suggestLicense(text: string): string | undefined {
  return INFORMAL[text.toLowerCase().replace(/[^a-z0-9]/g, '')];
}
