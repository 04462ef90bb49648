import { basename } from 'node:path';
import type { Applicability, Region } from '@hone/core/diagnostics';
import type { RuffConfig } from '../config/ruff-config.js';
import { matchesSelector } from '../config/selectors.js';
import { toSlashes } from '../config/file-patterns.js';
import { overridesOf } from '../config/engine-options.js';
import type { RuffFile } from '../finding.js';
import { ruffRules } from '../rule-table.js';

type Edits = readonly { region: Region; newText: string }[];

/** What a case-by-case rule may look at. */
interface FixContext {
  edits: Edits;
  file: RuffFile;
  config: RuffConfig;
}

type Decision = (fix: FixContext) => boolean;

const always: Decision = () => true;
/** A fix that would drop or move a comment is unsafe. */
const withoutComments: Decision = ({ edits, file }) => !edits.some((edit) => removedText(edit, file).includes('#'));
/** Before Python 3.10, other code may evaluate the annotations that are rewritten. */
const forModernAnnotations: Decision = (fix) => targetMinor(fix) >= 10 && withoutComments(fix);
const outsideInit: Decision = ({ file }) => basename(file.file) !== '__init__.py';
/** Dropping the name of an exception is safe, dropping an assignment is not. */
const ofExceptionName: Decision = ({ edits, file }) =>
  edits.every((edit) => /^\s*as\s/.test(removedText(edit, file)) && /^\s*except\b/.test(lineAt(edit, file)));
/** A string that no longer is an f-string may become a docstring. */
const awayFromLineStart: Decision = ({ edits, file }) =>
  edits.every(
    (edit) =>
      lineAt(edit, file)
        .slice(0, edit.region.start.column - 1)
        .trim() !== '',
  );
const never: Decision = () => false;

const split = (codes: string, decision: Decision) => codes.split(' ').map((code) => [code, decision] as const);

/**
 * The embedded engine does not say how far a fix can be trusted. Rules that are always safe or always unsafe stand in
 * the rule table. Of those whose source decides case by case (`Applicability` in crates/ruff_linter/src/rules, 0.17.3),
 * these are decided here, and tools/oracles/ruff-parity holds the outcome against the native ruff. All others count as
 * unsafe, which asks a person rather than risks a change of meaning.
 */
const caseByCase: ReadonlyMap<string, Decision> = new Map([
  ...split('RET505 RET506 RET507 RET508 PLR5501 PLW0120 RUF100 ISC003', always),
  ...split(
    'B009 B010 B013 B014 B033 C413 C420 F504 F522 F523 FURB105 FURB122 FURB129 FURB136 FURB157 FURB168',
    withoutComments,
  ),
  ...split('FURB188 PIE790 PIE804 PLC0207 PLC1802 PLE0241 PLR1711 PLR1730 PTH201 PYI016 PYI019', withoutComments),
  ...split('PYI030 PYI041 PYI062 RET501 RET502 RUF010 RUF019 RUF020 RUF022 RUF023 RUF037 RUF041', withoutComments),
  ...split('RUF051 RUF057 RUF058 RUF064 RUF068 SIM208 SIM905 SIM910 TC006 UP004 UP008 UP010 UP014', withoutComments),
  ...split('UP017 UP018 UP020 UP033 UP035 UP037 UP039 UP041 UP043 UP050', withoutComments),
  ...split('UP006 UP007 UP045', forModernAnnotations),
  ...split('F401', outsideInit),
  ...split('F841', ofExceptionName),
  ...split('F541', awayFromLineStart),
  ...split('PLW1510', never),
]);

/** How far a fix can be trusted, with `extend-safe-fixes` and `extend-unsafe-fixes` of the configuration. */
export function fixApplicability(code: string, edits: Edits, config: RuffConfig, file: RuffFile): Applicability {
  const own = ownApplicability(code, { edits, config, file });
  if (own === 'manual') return own;
  const { lint } = config.merged;
  const unsafe = specificity(lint['extend-unsafe-fixes'], code);
  const safe = specificity(lint['extend-safe-fixes'], code);
  if (unsafe < 0 && safe < 0) return own;
  return unsafe >= safe ? 'unsafe' : 'safe';
}

function ownApplicability(code: string, fix: FixContext): Applicability {
  const decision = caseByCase.get(code);
  if (decision) return decision(fix) ? 'safe' : 'unsafe';
  const safety = ruffRules().get(code)?.fixSafety;
  return safety === 'safe' || safety === 'manual' ? safety : 'unsafe';
}

/** Length of the longest selector in a list that covers a rule; -1 for none. */
function specificity(selectors: unknown, code: string): number {
  const rule = ruffRules().get(code);
  if (!rule || !Array.isArray(selectors)) return -1;
  const matching = selectors.filter((item) => typeof item === 'string' && matchesSelector(item, rule));
  return Math.max(-1, ...matching.map((selector: string) => (selector === 'ALL' ? 0 : selector.length)));
}

function targetMinor({ config, file }: FixContext): number {
  const { targetVersion } = overridesOf(config, toSlashes(file.path));
  return targetVersion === undefined ? 10 : Number(targetVersion.slice(3));
}

const linesOf = new WeakMap<RuffFile, string[]>();

function splitLines(file: RuffFile): string[] {
  const lines = linesOf.get(file) ?? file.text.split(/\r\n|\r|\n/);
  linesOf.set(file, lines);
  return lines;
}

/** The line on which an edit starts. */
function lineAt({ region }: { region: Region }, file: RuffFile): string {
  return splitLines(file)[region.start.line - 1] ?? '';
}

/** The text that an edit replaces. */
function removedText({ region: { start, end } }: { region: Region }, file: RuffFile): string {
  const rows = splitLines(file).slice(start.line - 1, end.line);
  const last = rows.length - 1;
  return rows
    .map((row, index) => row.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join('\n');
}
