import { createLineIndex, type LineIndex } from '@hone/core/line-index';
import type { ts } from '@ts-morph/common';
import type { Change } from '../../types.js';
import type { FileView } from './file-view.js';

/** Turns the text changes of the service into changes of workspace files; keeps the line tables of a pass. */
export function createChangeReader(view: FileView): (changes: readonly ts.FileTextChanges[]) => Change[] | undefined {
  const indexes = new Map<string, LineIndex>();
  const indexOf = (file: string): LineIndex | undefined => {
    const known = indexes.get(file);
    const text = known ? undefined : view.read(file);
    if (known || text === undefined) return known;
    const made = createLineIndex(text);
    indexes.set(file, made);
    return made;
  };

  return (changes) => {
    const all: Change[] = [];
    for (const change of changes) {
      const file = view.toWorkspace(change.fileName);
      // Packages, and what lies outside, are not ours to change.
      if (file === undefined) return undefined;
      const index = change.isNewFile ? undefined : indexOf(change.fileName);
      if (change.isNewFile) {
        if (view.exists(change.fileName)) return undefined;
        all.push({ kind: 'create', file, text: change.textChanges.map(({ newText }) => newText).join('') });
      } else if (index) {
        all.push(...change.textChanges.map((edit) => toChange(file, index, edit)));
      } else {
        return undefined;
      }
    }
    return all;
  };
}

function toChange(file: string, index: LineIndex, { span, newText }: ts.TextChange): Change {
  const start = index.offsetToPosition(span.start);
  const end = index.offsetToPosition(span.start + span.length);
  return { kind: 'edit', edit: { file, region: { start, end }, newText } };
}
