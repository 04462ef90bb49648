import type { ts } from '@ts-morph/common';
import type { Applicability } from '@hone/core';
import type { LogEntry } from '../../types.js';

/** Codes that say that something is not used, from the list of the fix `unusedIdentifier`. */
const UNUSED: ReadonlySet<number> = new Set([6133, 6138, 6192, 6196, 6198, 6199, 6205]);

/** "Cannot find name" and its kin: what is not found may be what is not used, under another name. */
const NOT_FOUND: ReadonlySet<number> = new Set([2304, 2503, 2552, 2662, 2663, 2339, 2551]);

/** Names in the messages of errors that are not about what is unused. */
export type Mentioned = ReadonlySet<string>;

/** Reads which names other errors of the log speak of: "Did you mean 'x'?", "declares 'x' locally, but it is not exported". */
export function mentionedNames(entries: readonly LogEntry[]): Mentioned {
  const names = new Set<string>();
  for (const { diagnostic } of entries) {
    if (UNUSED.has(Number(diagnostic.ruleId.replace(/\D/g, '')))) continue;
    for (const [, name] of diagnostic.message.matchAll(/['"]([\w$]+)['"]/g)) if (name !== undefined) names.add(name);
  }
  return names;
}

/** Fixes that follow from what the rest of a file says of a name, which a name that is not found may falsify. */
const FROM_USES: ReadonlySet<string> = new Set(['inferFromUsage']);

/** One error among the others. */
export interface AmongOthers {
  code: number;
  message: string;
  /** All errors of the file. */
  errors: readonly ts.Diagnostic[];
  mentioned: Mentioned;
}

/**
 * How far a fix can be trusted among the other errors; `undefined`: not before those are gone. What another error speaks
 * of is unused because of that error: a use is misspelt, or an `export` is missing. Where names are not found, it may be
 * so, and types that are inferred from uses may be wrong.
 */
export function trustAmong(
  { fixName }: Pick<ts.CodeFixAction, 'fixName'>,
  applicability: Applicability,
  { code, message, errors, mentioned }: AmongOthers,
): Applicability | undefined {
  const isUncertain = errors.some((error) => NOT_FOUND.has(error.code));
  if (FROM_USES.has(fixName)) return isUncertain ? undefined : applicability;
  if (!UNUSED.has(code)) return applicability;
  const name = /^(?:Property )?'([^']+)'/.exec(message)?.[1];
  if (name !== undefined && mentioned.has(name)) return undefined;
  return applicability === 'safe' && isUncertain ? 'unsafe' : applicability;
}
