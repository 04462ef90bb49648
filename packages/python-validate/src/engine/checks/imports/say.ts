import type { Level } from '@hone/core/diagnostics';
import type { WorkspaceModule } from '../../check.js';
import type { Rule } from '../../rule.js';
import type { ImportFacts } from './facts.js';
import { importDevOnly } from './rules/import-dev-only.js';
import { importTransitive } from './rules/import-transitive.js';
import { importUndeclared } from './rules/import-undeclared.js';
import { importUnresolved } from './rules/import-unresolved.js';

/** What is said of one import. */
export interface Verdict {
  rule: Rule;
  level: Level;
  /** What it is about: findings of one file about the same thing are one. */
  about: string;
  message: string;
  hint?: string;
}

export function undeclared(module: string, name: string, facts: ImportFacts): Verdict {
  return {
    rule: importUndeclared,
    level: importUndeclared.level,
    about: name,
    message: `\`${module}\` is imported but no declared dependency provides it.`,
    hint: addHint(name, facts),
  };
}

export function undeclaredProject(
  module: string,
  { project, distribution }: WorkspaceModule,
  facts: ImportFacts,
): Verdict {
  return {
    ...undeclared(module, distribution, facts),
    message: `\`${module}\` belongs to the workspace project \`${project}\`, which is not declared as a dependency.`,
  };
}

export function onlyInExtra(module: string, name: string, extras: readonly string[], facts: ImportFacts): Verdict {
  return {
    rule: importUndeclared,
    level: 'note',
    about: name,
    message: `\`${module}\` is imported when this file loads, but \`${name}\` comes only with ${list('extra', extras)}.`,
    hint: `Import it where it is used or catch the ImportError; or add \`${name}\` to ${facts.placeToDeclare}.`,
  };
}

export function devOnly(module: string, name: string, groups: readonly string[], facts: ImportFacts): Verdict {
  return {
    rule: importDevOnly,
    level: importDevOnly.level,
    about: name,
    message: `\`${module}\` is imported by shipped code, but \`${name}\` comes only with ${list('group', groups)}.`,
    hint: `Move \`${name}\` to ${facts.placeToDeclare}.`,
  };
}

export function transitive(module: string, name: string, by: string | undefined, facts: ImportFacts): Verdict {
  const brought = by === undefined ? 'other dependencies bring it in' : `\`${by}\` brings it in`;
  return {
    rule: importTransitive,
    level: importTransitive.level,
    about: name,
    message: `\`${module}\` is imported but not declared: it is there only because ${brought}.`,
    hint: addHint(name, facts),
  };
}

export function unresolved(module: string, facts: ImportFacts): Verdict {
  return {
    rule: importUnresolved,
    level: importUnresolved.level,
    about: `module ${module}`,
    message: `\`${module}\` is imported but nothing is known to provide it.`,
    hint: `Check the name, or add the distribution that provides it to ${facts.placeToDeclare}.`,
  };
}

export function newerPython(module: string, since: number, facts: ImportFacts): Verdict {
  return {
    rule: importUnresolved,
    level: 'error',
    about: `module ${module}`,
    message: `\`${module}\` is in the standard library from Python 3.${since} on, but this project supports 3.${facts.minor}.`,
    hint: `Import it under a test of \`sys.version_info\` with a fallback, or raise requires-python to ">=3.${since}".`,
  };
}

export function removedFromPython(module: string, last: number, facts: ImportFacts): Verdict {
  return {
    rule: importUnresolved,
    level: 'error',
    about: `module ${module}`,
    message: `\`${module}\` left the standard library after Python 3.${last}; the lowest version here is 3.${facts.minor}.`,
    hint: 'Use its successor, or import it under a test of `sys.version_info`.',
  };
}

function addHint(name: string, facts: ImportFacts): string {
  return `Add \`${name}\` to ${facts.placeToDeclare}.`;
}

function list(noun: string, names: readonly string[]): string {
  const shown = names.map((name) => `\`${name}\``).join(', ');
  return names.length === 1 ? `the ${noun} ${shown}` : `the ${noun}s ${shown}`;
}
