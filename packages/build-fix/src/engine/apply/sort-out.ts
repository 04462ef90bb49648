import fs from 'node:fs';
import path from 'node:path';
import { fileOfChange } from '../plan/apply-fixes.js';
import type { FixPlan, PlannedFix } from '../types.js';
import { filesOf } from './compare/judge.js';
import { digestOf } from './journal/record.js';
import type { HeldFix, HeldReason } from './types.js';
import { isAllowedCommand, isGlob } from './workspace/commands.js';
import type { Guard } from './workspace/guard.js';

/** What fixes are held against before anything is tried. */
export interface SortOutOptions {
  /** Absolute path of the folder whose files the plan was made of: the workspace, or the copy. */
  root: string;
  guard: Guard;
  /** Files with changes that are not committed, where that matters. */
  dirty: ReadonlySet<string>;
  protects: (file: string) => string | undefined;
  allows: (fix: PlannedFix) => boolean;
  /** Whether a fix like this was tried already, and did no good. */
  failedBefore: (fix: PlannedFix) => boolean;
}

/** Fixes that can be tried, and the others with the reason. */
export interface SortedOut {
  open: PlannedFix[];
  held: HeldFix[];
}

/** Sorts out what must not, or can't, be applied. What a plan takes was wanted; what it offers needs to be allowed. */
export function sortOut({ fixes, offered = [], base }: FixPlan, options: SortOutOptions): SortedOut {
  const sorted: SortedOut = { open: [], held: [] };
  const isChanged = changedFiles(base, options.root);
  for (const fix of [...fixes, ...offered.filter((each) => options.allows(each))]) {
    if (options.failedBefore(fix)) continue;
    const problem = problemOf(fix, isChanged, options);
    if (problem) sorted.held.push({ fix, reason: problem[0], explanation: problem[1] });
    else sorted.open.push(fix);
  }
  return sorted;
}

/** The files of a plan, without the patterns of commands. */
export function filesOfPlan({ fixes, offered = [] }: FixPlan): string[] {
  return [...new Set([...fixes, ...offered].flatMap(filesOf))].filter((file) => !isGlob(file)).sort();
}

function problemOf(
  fix: PlannedFix,
  isChanged: (file: string) => boolean,
  { guard, dirty, protects }: SortOutOptions,
): [HeldReason, string] | undefined {
  if (fix.applicability === 'manual') return ['manual', 'It is to be done by hand.'];
  const refused = (fix.commands ?? []).find((command) => !isAllowedCommand(command));
  if (refused) {
    return [
      'command-refused',
      `\`${[refused.command, ...refused.args].join(' ')}\` is none of the commands that a fix may run.`,
    ];
  }
  const edited = new Set(fix.changes.map(fileOfChange));
  for (const file of filesOf(fix).filter((each) => !isGlob(each))) {
    const reason = (edited.has(file) ? guard.refusesEdit(file) : guard.refuses(file)) ?? protects(file);
    if (reason !== undefined) return ['protected-file', `${file} stays as it is. ${reason}`];
    if (isChanged(file)) return ['file-changed', `${file} was changed since the plan was made.`];
    if (dirty.has(file)) return ['uncommitted-changes', `${file} has changes that are not committed.`];
  }
  return undefined;
}

/** Whether a file differs from what the plan was made of; one of which the plan says nothing does. */
function changedFiles(base: FixPlan['base'], root: string): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return (file) => {
    const isChanged = known.get(file) ?? base[file] !== digestOfFile(path.join(root, file));
    known.set(file, isChanged);
    return isChanged;
  };
}

function digestOfFile(file: string): string | null {
  try {
    return digestOf(fs.readFileSync(file));
  } catch {
    return null;
  }
}
