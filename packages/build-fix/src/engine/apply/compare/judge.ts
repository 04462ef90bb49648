import path from 'node:path';
import type { TextEdit } from '@hone/core/diagnostics';
import type { PlannedFix } from '../../types.js';
import { compareRuns, identitySet } from './compare-runs.js';
import { layoutRules } from './layout.data.js';
import { type Seen, identityOf, startOf } from './seen.js';
import { type TextMoves, textMoves } from './text-moves.js';
import { keepsFromParsing, wasHidden } from './uncovered.js';

/** What is wrong with a set of fixes. */
export interface Fault {
  /** Diagnostics that the set brought. */
  appeared: readonly Seen[];
  /** Diagnostics that the set was to remove, and did not. */
  stayed: readonly { before: Seen; after: Seen }[];
  /** Fixes to which those point, for a quicker search; empty when they point to none. */
  suspects: readonly PlannedFix[];
  /** Those of them to which a finding points alone. */
  sure: readonly PlannedFix[];
  /** What else went wrong, a sentence: a command of a fix failed, the tool did not end. */
  message?: string;
}

/** A set of fixes, judged by what a verifier found before and after. */
export interface Judgement {
  fault: Fault | undefined;
  gone: readonly Seen[];
  /** What could not be seen before, and layout that the next pass mends; it is no fault. */
  uncovered: readonly Seen[];
}

/** What a set of fixes was tried on. */
export interface Trial {
  fixes: readonly PlannedFix[];
  before: readonly Seen[];
  after: readonly Seen[];
  /** Tasks that had not run before, so that nothing was known of them. */
  skippedBefore: ReadonlySet<string>;
  /** Whether another pass can follow, in which the layout of what was changed is mended. */
  mayFollow: boolean;
}

/** Holds two runs against each other: nothing may have appeared, and what the fixes answer has to be gone. */
export function judge({ fixes, before, after, skippedBefore, mayFollow }: Trial): Judgement {
  const targeted = identitySet(fixes.flatMap(({ answers }) => answers));
  const moves = movesByFile(fixes);
  const lineOf = ({ diagnostic: { location } }: Seen): number | undefined => {
    const start = startOf(location);
    return start && (moves.get(location!.file)?.lineOf(start) ?? start.line);
  };
  const { appeared, stayed, gone } = compareRuns(before, after, { lineOf, targeted });
  const [fresh, uncovered]: [Seen[], Seen[]] = [[], []];
  for (const seen of appeared) {
    const wasSkipped = seen.task !== undefined && skippedBefore.has(seen.task);
    const isHidden = wasSkipped || wasHidden(seen, gone, writersOf(seen, moves).length > 0);
    (isHidden || (mayFollow && isMendedLayout(seen)) ? uncovered : fresh).push(seen);
  }
  if (fresh.length === 0 && stayed.length === 0) return { fault: undefined, gone, uncovered };
  const pointing = suspectsOf(
    fixes,
    moves,
    fresh,
    stayed.map((pair) => pair.before),
  );
  return { fault: { appeared: fresh, stayed, ...pointing }, gone, uncovered };
}

/** Whether it is about the layout of a text, and comes with the fix that its tool takes for safe. */
function isMendedLayout({ diagnostic: { tool, ruleId, fixes = [] } }: Seen): boolean {
  const isLayout = layoutRules.some(({ tools, rules }) => tools.includes(tool) && rules.test(ruleId));
  return isLayout && fixes.some(({ applicability }) => applicability === 'safe');
}

/**
 * The fixes to which the findings point: what wrote the line of a new one, else what edits its file, else what edits a file
 * that its message names; and what was to remove one that is still there. When a finding points to none, no fix is suspected
 * more than another.
 */
function suspectsOf(
  fixes: readonly PlannedFix[],
  moves: ReadonlyMap<string, TextMoves>,
  appeared: readonly Seen[],
  stayed: readonly Seen[],
): Pick<Fault, 'suspects' | 'sure'> {
  const editors = groupFixes(fixes, filesOf);
  const answering = groupFixes(fixes, ({ answers }) => answers.map(identityOf));
  const [suspects, sure] = [new Set<PlannedFix>(), new Set<PlannedFix>()];
  const add = (found: readonly PlannedFix[]): void => {
    for (const fix of found) suspects.add(fix);
    if (found.length === 1) sure.add(found[0]!);
  };
  /** Those in whose file something is wrong of which nobody knows who did it. */
  const doubtful = new Set<PlannedFix>();
  for (const seen of appeared) {
    const inFile = editors.get(seen.diagnostic.location?.file ?? '') ?? [];
    const writers = keepsFromParsing(seen) ? [] : writersOf(seen, moves).map((at) => fixes[at]!);
    const found = [writers, inFile, namedFiles(seen, editors)].find((each) => each.length > 0);
    if (found === undefined) return { suspects: [], sure: [] };
    add(found);
    if (found === inFile && inFile.length > 1) for (const fix of inFile) doubtful.add(fix);
  }
  for (const seen of stayed) add(answering.get(identityOf(seen)) ?? []);
  return {
    suspects: fixes.filter((fix) => suspects.has(fix)),
    sure: fixes.filter((fix) => sure.has(fix) && !doubtful.has(fix)),
  };
}

/** What edits a file that a message names: by its path, or as an import in the file of the finding would (`'./tax.js'`). */
function namedFiles(
  { diagnostic: { location, message } }: Seen,
  editors: ReadonlyMap<string, PlannedFix[]>,
): PlannedFix[] {
  const folder = path.posix.dirname(location?.file ?? '.');
  const imports = (message.match(/(?<=["'`])\.{1,2}\/[^"'`\s]+(?=["'`])/g) ?? []).map((name) =>
    withoutEnding(path.posix.join(folder, name)),
  );
  const named = [...editors.keys()].filter((file) => imports.includes(withoutEnding(file)) || isNamedIn(message, file));
  return named.flatMap((file) => editors.get(file) ?? []);
}

function isNamedIn(message: string, file: string): boolean {
  const at = message.indexOf(file);
  return at >= 0 && !/[\w./-]/.test(message[at - 1] ?? ' ') && !/[\w/-]/.test(message[at + file.length] ?? ' ');
}

function withoutEnding(file: string): string {
  return file.replace(/\.[^./]+$/, '');
}

function groupFixes(fixes: readonly PlannedFix[], keysOf: (fix: PlannedFix) => string[]): Map<string, PlannedFix[]> {
  const groups = new Map<string, PlannedFix[]>();
  for (const fix of fixes) {
    for (const key of keysOf(fix)) {
      const known = groups.get(key);
      if (known) known.push(fix);
      else groups.set(key, [fix]);
    }
  }
  return groups;
}

/** Indexes of the fixes that wrote the line of a diagnostic of after. */
function writersOf({ diagnostic: { location } }: Seen, moves: ReadonlyMap<string, TextMoves>): number[] {
  const line = startOf(location)?.line;
  if (location === undefined || line === undefined) return [];
  const changed = moves.get(location.file)?.changed ?? [];
  return [...new Set(changed.filter(({ first, last }) => first <= line && line <= last).map(({ fix }) => fix))];
}

/** Every file that a fix changes, by an edit or by a command. */
export function filesOf({ changes, commands = [] }: Pick<PlannedFix, 'changes' | 'commands'>): string[] {
  const edited = changes.map((change) => (change.kind === 'edit' ? change.edit.file : change.file));
  return [...new Set([...edited, ...commands.flatMap((command) => command.changes)])];
}

function movesByFile(fixes: readonly PlannedFix[]): Map<string, TextMoves> {
  const edits = new Map<string, { edit: TextEdit; fix: number }[]>();
  const add = (file: string, edit: TextEdit, fix: number): void => {
    const known = edits.get(file);
    if (known) known.push({ edit, fix });
    else edits.set(file, [{ edit, fix }]);
  };
  fixes.forEach(({ changes }, fix) => {
    for (const change of changes) {
      if (change.kind === 'edit') add(change.edit.file, change.edit, fix);
      else if (change.kind === 'create') add(change.file, wholeText(change), fix);
    }
  });
  return new Map([...edits].map(([file, list]) => [file, textMoves(list)]));
}

function wholeText({ file, text }: { file: string; text: string }): TextEdit {
  const start = { line: 1, column: 1 };
  return { file, region: { start, end: start }, newText: text };
}
