import type { ts } from '@ts-morph/common';
import { toCandidate } from '../suggestions/candidates.js';
import type { Candidate, Change, LogEntry } from '../../types.js';
import { chooseActions } from './choose.js';
import type { FileView } from './file-view.js';
import { diagnosticsOf, findDiagnostic, type Placed } from './find-diagnostic.js';
import { DEFAULT_STYLE, detectStyle, type FileStyle, formatSettings, userPreferences } from './format.js';
import { chooseImport, readImportWay } from './imports.js';
import type { TypeScript } from './load.js';
import { renameImport } from './rename-import.js';
import type { Service } from './service.js';
import { trustAmong } from './trust-among.js';

/** What answering the entries of a file takes. */
export interface Desk {
  ts: TypeScript;
  view: FileView;
  service: Service;
  options: ts.CompilerOptions;
  /** Names that other files want to import, and cannot. */
  notExported: ReadonlySet<string>;
  /** Of the files around it. */
  style: FileStyle;
  readChanges(changes: readonly ts.FileTextChanges[]): Change[] | undefined;
}

/** A candidate for one entry. */
export interface Answer {
  candidate: Candidate;
  /** An import that is added: several of one file may want to be written at one place. */
  isImport: boolean;
}

/** All errors of a file, and the fixes of one. */
const FILE_MS = 60_000;
const FIX_MS = 10_000;

/** "Cannot find name", with and without a suggestion, and "Cannot find namespace". */
const MISSING_NAME: ReadonlySet<number> = new Set([2304, 2552, 2503]);

/** Candidates for the entries of one file (absolute name). What crashes or takes too long has none. */
export function answerFile(desk: Desk, file: string, entries: readonly LogEntry[]): Answer[] {
  const { ts, service } = desk;
  service.setDeadline(FILE_MS);
  const source = attempt(() => service.service.getProgram()?.getSourceFile(file));
  const diagnostics = source && attempt(() => diagnosticsOf(service.service, file));
  if (!source || !diagnostics) return [];
  const style = detectStyle(source.text, desk.style);
  const toMessage = ({ code, messageText }: ts.Diagnostic) => ({
    code,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  });
  const fileDesk = { ...desk, style, errors: diagnostics.errors.map(toMessage) };
  return entries.flatMap((entry) => {
    const found = findDiagnostic(ts, diagnostics, source, entry.diagnostic);
    if (!found) return [];
    service.setDeadline(FIX_MS);
    return attempt(() => answerEntry(fileDesk, source, entry, found)) ?? [];
  });
}

/** With what is known of one file. */
interface FileDesk extends Desk {
  errors: readonly { code: number; message: string }[];
}

function answerEntry(desk: FileDesk, source: ts.SourceFile, entry: LogEntry, found: Placed): Answer[] {
  const actions = askActions(desk, source.fileName, found);
  const name = source.text.slice(found.start, found.start + found.length);
  const choices = chooseActions(actions, {
    code: found.code,
    importsRun: desk.options.verbatimModuleSyntax === true,
    inImport: source.statements.some(
      (each) =>
        (desk.ts.isImportDeclaration(each) || desk.ts.isImportEqualsDeclaration(each)) && isIn(found.start, each),
    ),
    replaced: (file, { start, length }) => desk.view.read(file)?.slice(start, start + length) ?? '',
    chooseImport: (imports) =>
      chooseImport(
        imports.map((action) => readImportWay(desk.ts, desk.view, desk.service, source.fileName, name, action)),
      ),
  });
  const message = desk.ts.flattenDiagnosticMessageText(found.messageText, '\n');
  const among = { code: found.code, message, errors: desk.errors, notExported: desk.notExported };
  return choices.flatMap(({ action, applicability: trust }) => {
    const applicability = trustAmong(action, trust, among);
    if (!applicability) return [];
    const { ts, service } = desk;
    const changes = desk.readChanges(renameImport(ts, service.service, source, found.start, action.changes));
    if (!changes || changes.length === 0) return [];
    const fix = { description: describe(action, name), applicability, edits: [] };
    const candidate = { ...toCandidate('typescript', fix, entry), changes };
    return [{ candidate, isImport: isImport(action) && applicability === 'safe' }];
  });
}

/** The service leaves the name out where an editor shows it beside the description. */
function describe({ description }: ts.CodeFixAction, name: string): string {
  const from = /^(?:Add|Update) import (from .*)$/.exec(description)?.[1];
  return from === undefined || !/^[\w$]+$/.test(name) ? description : `Import ${name} ${from}`;
}

const isIn = (position: number, node: ts.Node): boolean => node.pos <= position && position < node.end;
const isImport = ({ fixName }: ts.CodeFixAction): boolean => fixName === 'import';

function askActions({ ts, service, style }: FileDesk, file: string, found: Placed): readonly ts.CodeFixAction[] {
  const settings = formatSettings(ts, style);
  const preferences = userPreferences(style);
  const end = found.start + found.length;
  const ask = () => service.service.getCodeFixesAtPosition(file, found.start, end, [found.code], settings, preferences);
  const actions = ask();
  const enough = !MISSING_NAME.has(found.code) || actions.some(isImport);
  return enough ? actions : service.withDependencies(ask);
}

/** The style that most of the files have; looks at a few. */
export function commonStyle(view: FileView, files: Iterable<string>): FileStyle {
  let text = '';
  let seen = 0;
  for (const file of files) {
    if (view.toWorkspace(file) === undefined || file.endsWith('.d.ts')) continue;
    text += `${view.read(file)?.slice(0, 4000) ?? ''}\n`;
    if (++seen === 8) break;
  }
  return detectStyle(text, DEFAULT_STYLE);
}

/** The service throws for what its authors did not think of, and when the deadline has passed. */
function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
