import type { ts } from '@ts-morph/common';
import type { Applicability } from '@hone/core';
import type { LogEntry } from '../../types.js';
import { parseCode } from './find-diagnostic.js';

/** Codes that say that something is not used, from the list of the fix `unusedIdentifier`. */
const UNUSED: ReadonlySet<number> = new Set([6133, 6138, 6192, 6196, 6198, 6199, 6205]);

/** "Cannot find name" and its kin: what is not found may be what is not used, under another name. */
const NOT_FOUND: ReadonlySet<number> = new Set([2304, 2503, 2552, 2662, 2663, 2339, 2551]);

/** "has no exported member", "declares it locally, but it is not exported" and their kin: another file is meant. */
const NOT_EXPORTED: ReadonlySet<number> = new Set([2305, 2459, 2460, 2614, 2724]);

/** Names that a log says other files want to import, and cannot. */
export function namesNotExported(entries: readonly LogEntry[]): ReadonlySet<string> {
  const wanted = entries.filter(({ diagnostic }) => NOT_EXPORTED.has(parseCode(diagnostic.ruleId) ?? 0));
  return new Set(wanted.flatMap(({ diagnostic }) => namesIn(diagnostic.message)));
}

const namesIn = (message: string): string[] => [...message.matchAll(/['"]([\w$]+)['"]/g)].map(([, name = '']) => name);

/** Fixes that follow from what the rest of a file says of a name, which a name that is not found may falsify. */
const FROM_USES: ReadonlySet<string> = new Set(['inferFromUsage']);

/** One error among the others. */
export interface AmongOthers {
  code: number;
  message: string;
  /** All errors of the file, with their messages. */
  errors: readonly { code: number; message: string }[];
  notExported: ReadonlySet<string>;
}

/**
 * How far a fix can be trusted among the other errors; `undefined`: not before those are gone. What another error speaks
 * of is unused because of that error: a use is misspelt, or an `export` is missing. Where names are not found, it may be
 * so, and types that are inferred from uses may be wrong.
 */
export function trustAmong(
  { fixName }: Pick<ts.CodeFixAction, 'fixName'>,
  applicability: Applicability,
  { code, message, errors, notExported }: AmongOthers,
): Applicability | undefined {
  const isUncertain = errors.some((error) => NOT_FOUND.has(error.code));
  if (FROM_USES.has(fixName)) return isUncertain ? undefined : applicability;
  if (!UNUSED.has(code)) return applicability;
  const name = /^(?:Property )?'([^']+)'/.exec(message)?.[1];
  const mentioned = errors.filter((error) => !UNUSED.has(error.code)).flatMap((error) => namesIn(error.message));
  if (name !== undefined && (notExported.has(name) || mentioned.includes(name))) return undefined;
  return applicability === 'safe' && isUncertain ? 'unsafe' : applicability;
}
