import type { Diagnostic, Level, RuleDescriptor } from '@hone/core/diagnostics';

export const toolName = 'docker-context';

/** What can be wrong with a context, by rule id. */
const RULES = {
  'docker/context-link-outside': 'A symbolic link leads out of the workspace.',
  'docker/context-link-to-folder': 'A symbolic link leads to a folder that is not in the context.',
  'docker/context-link-broken': 'A symbolic link leads nowhere.',
  'docker/context-path-clash': 'Two things want the same path.',
  'docker/context-case-clash': 'Two paths differ in their case alone.',
  'docker/context-unreadable': 'A file or folder can not be read.',
  'docker/context-outside-workspace': 'A manifest or lock names a place outside the workspace.',
  'docker/context-not-a-dependency': 'A lock needs a folder of the workspace that Nx does not see as a dependency.',
  'docker/context-lock': 'A lock could not be cut down to the project.',
  'docker/context-write-failed': 'The context could not be written.',
} as const;

export type ContextRule = keyof typeof RULES;

export const ruleDescriptors: RuleDescriptor[] = Object.entries(RULES).map(([id, summary]) => ({ id, summary }));

/** A finding of the context executor and of its parts. */
export function contextProblem(
  ruleId: ContextRule,
  level: Level,
  message: string,
  details: { hint?: string; file?: string; line?: number; column?: number } = {},
): Diagnostic {
  const { hint, file, line, column = 1 } = details;
  const start = line === undefined ? undefined : { line, column };
  return {
    tool: toolName,
    ruleId,
    level,
    message,
    ...(hint !== undefined && { hint }),
    ...(file !== undefined && { location: { file, ...(start && { region: { start, end: start } }) } }),
  };
}
