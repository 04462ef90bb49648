import type { TextEdit } from '@hone/core';
import { compareText } from '@hone/core/diagnostics';
import type { Candidate } from '../../types.js';
import { editsOf } from './candidates.js';

/** How candidates use places, by the name of the place; see `Candidate.exclusive`. */
export type Uses = Readonly<Record<string, string>>;

/**
 * Places at which edits of several candidates touch without a common character, and what each candidate does there. Each
 * edit was made for the text as it is: two that insert at one place may both bring the comma between them, and what joins
 * on to a removed piece may have been separated by it. So one of them waits, as with ruff; equal edits count once.
 */
export function touchingPlaces(candidates: readonly Candidate[]): readonly Uses[] {
  const places = new Map<string, Map<number, TextEdit[]>>();
  candidates.forEach((candidate, owner) => {
    for (const edit of editsOf(candidate)) {
      for (const name of placesOf(edit)) {
        const users = places.get(name) ?? new Map<number, TextEdit[]>();
        places.set(name, users.set(owner, [...(users.get(owner) ?? []), edit]));
      }
    }
  });
  const uses = candidates.map((): Record<string, string> => ({}));
  for (const [name, users] of places) {
    if (users.size < 2 || [...users.values()].flat().every(mayFollow)) continue;
    for (const [owner, edits] of users) uses[owner]![name] = useOf(edits);
  }
  return uses;
}

/** The places at which an edit begins and ends. */
function placesOf({ file, region: { start, end } }: TextEdit): ReadonlySet<string> {
  return new Set([start, end].map(({ line, column }) => `${file}:${line}:${column}`));
}

function useOf(edits: readonly TextEdit[]): string {
  return edits
    .map(({ region: { start, end }, newText }) =>
      JSON.stringify([start.line, start.column, end.line, end.column, newText]),
    )
    .sort(compareText)
    .join();
}

/**
 * Whole lines may go side by side, and come in any order, such as imports. In Python files those that come wait for each
 * other: ruff sorts an import into what is there, next to one from the same module or below one condition.
 */
function mayFollow({ file, region: { start, end }, newText }: TextEdit): boolean {
  if (start.column !== 1 || end.column !== 1) return false;
  return newText === '' || (newText.endsWith('\n') && !/\.pyi?$/.test(file));
}
