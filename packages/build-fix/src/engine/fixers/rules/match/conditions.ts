import type { FixContext } from '../../../types.js';
import { declaredNames } from '../manifests/declared.js';
import { fillPattern, fillTemplate, type Variables } from '../template.js';
import type { RulePart } from '../types.js';
import { insideWorkspace } from '../workbench.js';

type Arguments = Record<string, unknown>;
type Check = (argument: unknown, variables: Variables, context: FixContext) => boolean;

const textOf = (value: unknown, variables: Variables): string => fillTemplate(String(value), variables);

const contains: Check = (argument, variables, { files }) => {
  const { file, pattern } = argument as Arguments;
  const text = files.read(insideWorkspace(textOf(file, variables)));
  return text !== undefined && fillPattern(String(pattern), variables).test(text);
};

const declares: Check = (argument, variables, context) => {
  const { manifest, name, kind } = argument as Arguments;
  const names = declaredNames(context.files, insideWorkspace(textOf(manifest, variables)), kind as string | undefined);
  return names?.has(textOf(name, variables)) ?? false;
};

const matches: Check = (argument, variables) => {
  const { value, pattern } = argument as Arguments;
  return fillPattern(String(pattern), variables).test(textOf(value, variables));
};

const equal: Check = (argument, variables) => {
  const [first, ...rest] = (argument as unknown[]).map((value) => textOf(value, variables));
  return rest.every((value) => value === first);
};

const exists: Check = (argument, variables, { files }) => files.exists(insideWorkspace(textOf(argument, variables)));

const not =
  (check: Check): Check =>
  (...args) =>
    !check(...args);

/** Every condition that a rule may set, by name; each with its contrary. */
const CHECKS: Readonly<Record<string, Check>> = {
  exists,
  missing: not(exists),
  contains,
  lacks: not(contains),
  declares,
  undeclared: not(declares),
  matches,
  differs: not(matches),
  equal,
  unequal: not(equal),
  project: (argument, variables, { projects }) => projects.some(({ name }) => name === textOf(argument, variables)),
};

/** Names of the conditions, for the check against the schema. */
export const conditionNames: readonly string[] = Object.keys(CHECKS);

/** Whether a condition holds. @throws NotApplicable for a file outside the workspace */
export function holds({ kind, argument }: RulePart, variables: Variables, context: FixContext): boolean {
  return CHECKS[kind]!(argument, variables, context);
}
