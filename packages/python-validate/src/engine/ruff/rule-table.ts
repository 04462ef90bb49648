import { ruleLines } from './rule-table.data.js';

/** The version of ruff that is embedded, and that every table here was made from. */
export const embeddedVersion = '0.17.3';

export type RuleStatus = 'stable' | 'preview' | 'deprecated' | 'removed';

/** How safe a rule's fixes are; `mixed` rules decide from case to case. */
export type FixSafety = 'none' | 'safe' | 'unsafe' | 'manual' | 'mixed';

/** What is known of one of ruff's rules. */
export interface RuffRule {
  /** `F401`; the name again for a rule without a code. */
  code: string;
  /** `unused-import`. */
  name: string;
  status: RuleStatus;
  /** On when a configuration selects nothing. */
  isDefault: boolean;
  fixSafety: FixSafety;
}

const statuses: Readonly<Record<string, RuleStatus>> = { s: 'stable', p: 'preview', d: 'deprecated', r: 'removed' };
const safeties: Readonly<Record<string, FixSafety>> = { s: 'safe', u: 'unsafe', d: 'manual', m: 'mixed', '-': 'none' };

let byCode: ReadonlyMap<string, RuffRule> | undefined;
let byName: ReadonlyMap<string, RuffRule> | undefined;

/** All rules of {@link embeddedVersion}, by code. */
export function ruffRules(): ReadonlyMap<string, RuffRule> {
  byCode ??= new Map(
    ruleLines
      .trim()
      .split('\n')
      .map((line) => [line.split(' ', 1)[0] ?? '', parseRule(line)]),
  );
  return byCode;
}

function parseRule(line: string): RuffRule {
  const [code = '', name = '', flags = ''] = line.split(' ');
  return {
    code,
    name,
    status: statuses[flags.charAt(0)] ?? 'stable',
    isDefault: flags.charAt(1) === 'y',
    fixSafety: safeties[flags.charAt(2)] ?? 'none',
  };
}

/** With `preview` on ruff reports names; reports always hold codes, so that a baseline survives the switch. */
export function toRuleCode(codeOrName: string): string {
  byName ??= new Map([...ruffRules().values()].map((rule) => [rule.name, rule]));
  return byName.get(codeOrName)?.code ?? codeOrName;
}

/** What ruff reports for a file that does not parse. */
export const invalidSyntax = 'invalid-syntax';

/**
 * The rules that find what CPython's `compile()` rejects although it parses (late `__future__` imports, `return` outside
 * a function, a name that is both global and parameter, …). Parse errors themselves need no rule.
 */
export const syntaxRules: readonly string[] = [
  'F404',
  'F407',
  'F621',
  'F622',
  'F701',
  'F702',
  'F704',
  'F706',
  'F707',
  'PLE0115',
  'PLE0116',
  'PLE0117',
  'PLE0118',
  'PLE1142',
  'PLE1700',
];

const syntaxCodes: ReadonlySet<string> = new Set([...syntaxRules, invalidSyntax]);

/** Tells whether a finding means that Python can't compile the file. */
export function isSyntaxCode(code: string): boolean {
  return syntaxCodes.has(code);
}
