/**
 * Whether a fixer is wanted, by the option `rules`: names of fixers and rules, with `*` at the end for any rest, and `!`
 * before those that are not wanted.
 *
 * @returns a function of a candidate's fixer: `ruff`, `rule:python/undeclared-module`
 */
export function createRuleFilter(rules: readonly string[] | undefined): (fixer: string) => boolean {
  const unwanted = (rules ?? []).filter((name) => name.startsWith('!')).map((name) => name.slice(1));
  const wanted = (rules ?? []).filter((name) => !name.startsWith('!'));
  return (fixer) => {
    const names = [fixer, fixer.replace(/^rule:/, ''), ...(fixer.startsWith('rule:') ? ['rules'] : [])];
    const isNamed = (pattern: string): boolean => names.some((name) => matches(pattern, name));
    return !unwanted.some(isNamed) && (wanted.length === 0 || wanted.some(isNamed));
  };
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
