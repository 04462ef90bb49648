import type { TextEdit } from '@hone/core/diagnostics';
import { applyTextEdits, createLineIndex } from '@hone/core/edits';
import { normalizeName, parseSetupPy } from '@hone/core/manifests';
import type { DeclarationChange } from './types.js';

/** One string of Python on one line, with no prefix but `r` or `u`. */
const string = /(?<![\w'"])[rRuU]?(?:'([^'"\\\n]*)'|"([^'"\\\n]*)")(?!['"])/g;

/**
 * Takes requirements out of lists of a setup.py in which every item is a string. The file is a program: an edit counts
 * only when reading it again gives what it gave before, less what was to go; otherwise nothing is edited.
 */
export function planSetupPyEdits(text: string, file: string, changes: readonly DeclarationChange[]): TextEdit[] {
  const removals = changes.filter(({ moveTo }) => moveTo === undefined).map(({ declaration }) => declaration);
  const places = new Set(removals.map(({ name, line }) => `${line} ${name}`));
  const edits = [...places].flatMap((place) => {
    const [line = '', name = ''] = place.split(' ');
    return removalAt(text, file, Number(line), name) ?? [];
  });
  if (edits.length !== places.size) return [];
  const before = declaredIn(text, file).filter(({ name, line }) => !places.has(`${line} ${name}`));
  try {
    const after = declaredIn(applyTextEdits(text, edits), file);
    return JSON.stringify(before.map(({ all }) => all)) === JSON.stringify(after.map(({ all }) => all)) ? edits : [];
  } catch {
    return [];
  }
}

function declaredIn(text: string, file: string): { name: string; line: number | undefined; all: unknown }[] {
  return parseSetupPy(text, file).dependencies.map(({ requirement, kind, group, line }) => ({
    name: requirement.normalizedName,
    line,
    all: [requirement, kind, group],
  }));
}

function removalAt(text: string, file: string, line: number, name: string): TextEdit | undefined {
  const index = createLineIndex(text);
  const written = index.lineText(line);
  if (written === undefined) return undefined;
  const found = [...written.matchAll(string)].filter(([, a, b]) => nameOf(a ?? b ?? '') === name);
  const [item] = found;
  if (!item || found.length > 1) return undefined;
  const before = written.slice(0, item.index);
  const after = /^\s*(,?)\s*(.*)$/.exec(written.slice(item.index + item[0].length))!;
  const [all = '', comma = '', rest = ''] = after;
  const column = (at: number): { line: number; column: number } => ({ line, column: at + 1 });
  if (before.trim() === '' && (rest === '' || rest.startsWith('#')) && index.lineText(line + 1) !== undefined) {
    return { file, region: { start: column(0), end: { line: line + 1, column: 1 } }, newText: '' };
  }
  const end = item.index + item[0].length + (comma === '' ? 0 : all.length - rest.length);
  // The last item of a list gives up the blank before it; the comma there may make a tuple of one.
  const start = comma === '' || /^[\])]/.test(rest) ? before.trimEnd().length : item.index;
  return { file, region: { start: column(start), end: column(end) }, newText: '' };
}

function nameOf(requirement: string): string {
  return normalizeName(/^\s*([A-Za-z0-9][\w.-]*)/.exec(requirement)?.[1] ?? '');
}
