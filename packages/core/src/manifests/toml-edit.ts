import type { TextEdit } from '../diagnostics/diagnostic.js';
import type { Span } from '../edits/spans.js';
import type { TomlChange } from './toml-change.js';
import { planAppend, planSet } from './toml-edit-add.js';
import { type ConcretePath, openToml, resolveSteps, type TomlDocument, valueAt } from './toml-edit-document.js';
import { openText, type OpenText } from '../edits/open-text.js';
import { planRemove } from './toml-edit-remove.js';
import { inputEntries, isInputTable } from './toml-edit-render.js';
import { isTable } from './toml.js';

/**
 * Changes a TOML text as a person would: what a change does not name stays as it is, byte for byte: comments, order,
 * quotes, indentation, line ends and the byte order mark. A change that says what the text already says does nothing.
 *
 * A replaced string keeps its kind of quotes; a new one takes those that the text uses most. What is added to a list of
 * several lines gets a line of its own. A comment at the end of a removed line goes with it; comments on lines of their
 * own stay.
 *
 * @param changes applied in order, each to what the former left
 * @param file name for messages
 * @throws HoneError with code `toml/invalid` (with the line) when the text can't be parsed, `toml/path` when a change
 * goes through something that is not a table, or picks no item of an array
 */
export function editToml(text: string, changes: readonly TomlChange[], file = 'the TOML text'): string {
  return applyChanges(text, changes, file).text();
}

/** The same as {@link editToml}, as text edits of `file`; none where nothing changes. */
export function planTomlEdits(text: string, file: string, changes: readonly TomlChange[]): TextEdit[] {
  return applyChanges(text, changes, file).edits(file);
}

function applyChanges(text: string, changes: readonly TomlChange[], file: string): OpenText {
  const pieces = openText(text);
  for (const change of changes) applyChange(pieces, change, file);
  return pieces;
}

function applyChange(pieces: OpenText, change: TomlChange, file: string): void {
  const document = openToml(pieces.text(), file);
  const path = resolveSteps(document, change.path, change.op === 'remove');
  if (!path) return;
  const parts = change.op === 'set' ? splitTable(document, path, change) : undefined;
  if (parts) {
    for (const part of parts) applyChange(pieces, part, file);
    return;
  }
  const spans = planChange(document, path, change);
  if (spans.length === 0) return;
  const shift = document.mark.length;
  pieces.replace(spans.map(({ start, end, newText }) => ({ start: start + shift, end: end + shift, newText })));
  // Dotted keys of one inline table go one at a time, since their commas touch.
  if (change.op === 'remove' && typeof path.at(-1) === 'string') applyChange(pieces, change, file);
}

/** A table that headers or dotted keys make takes a new value key by key, so that its comments and order stay. */
function splitTable(
  document: TomlDocument,
  path: ConcretePath,
  change: TomlChange & { op: 'set' },
): TomlChange[] | undefined {
  const known = valueAt(document, path);
  const { value, ...placement } = change;
  if (!isTable(known) || document.place(path)?.value || !isInputTable(value)) return undefined;
  const entries = inputEntries(value);
  const gone = Object.keys(known).filter((key) => !entries.some(([name]) => name === key));
  return [
    ...gone.map((key): TomlChange => ({ op: 'remove', path: [...path, key] })),
    ...entries.map(([key, item]): TomlChange => ({ ...placement, path: [...path, key], value: item })),
  ];
}

function planChange(document: TomlDocument, path: ConcretePath, change: TomlChange): Span[] {
  switch (change.op) {
    case 'set':
      return planSet(document, path, change.value, change);
    case 'append':
      return planAppend(document, path, change.value, change);
    case 'remove':
      return planRemove(document, path);
  }
}
