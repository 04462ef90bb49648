import type { TextEdit } from '@hone/core';
import { compareText } from '@hone/core/diagnostics';
import type { Candidate, Change } from '../../types.js';

/**
 * Joins candidates for missing imports of one file that belong into one statement: the names of one module, and names
 * that go into an import that is there. By themselves they would give a statement each. The joined one comes first and
 * answers all their entries; the single ones follow, for when it fails.
 *
 * @param candidates safe imports of one file, each of edits of that file
 */
export function joinImports(candidates: readonly Candidate[]): Candidate[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const edit = onlyInsertion(candidate.changes);
    const statement = edit && statementOf(edit.newText);
    if (!edit || statement === undefined) continue;
    const { line, column } = edit.region.start;
    const key = `${edit.file}:${line}:${column}:${statement}`;
    groups.set(key, [...(groups.get(key) ?? []), candidate]);
  }
  const joined = [...groups.values()].flatMap((together) => (distinct(together).length > 1 ? [join(together)] : []));
  return [...joined, ...candidates];
}

/** What tells which insertions at one place go together; `undefined` for one that stands alone. */
function statementOf(text: string): string | undefined {
  // The first imports of a file end with an empty line, which is wanted once.
  if (/\n\s*\n$/.test(text)) return 'first';
  const { before, module } = STATEMENT.exec(text)?.groups ?? {};
  if (before !== undefined && module !== undefined) return `${before.trim()} ${module}`;
  return /\bfrom\b|\brequire\b/.test(text) ? undefined : 'names';
}

function onlyInsertion(changes: readonly Change[]): TextEdit | undefined {
  const [change] = changes;
  if (changes.length !== 1 || change?.kind !== 'edit') return undefined;
  const { start, end } = change.edit.region;
  return start.line === end.line && start.column === end.column ? change.edit : undefined;
}

/** Two errors of one name have one and the same import. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((candidate) => [JSON.stringify(candidate.changes), candidate])).values()];
}

function join(together: readonly Candidate[]): Candidate {
  const edits = distinct(together).flatMap(({ changes }) => onlyInsertion(changes) ?? []);
  const [first] = edits as [TextEdit, ...TextEdit[]];
  const descriptions = [...new Set(together.map(({ description }) => description))];
  const newText = joinTexts(edits.map((edit) => edit.newText));
  return {
    fixer: 'typescript',
    description: descriptions.join('; '),
    applicability: 'safe',
    answers: [...new Set(together.flatMap(({ answers }) => answers))],
    changes: [{ kind: 'edit', edit: { ...first, newText } }],
  };
}

/** A whole statement with braces: `import { a } from './a';`. */
const STATEMENT =
  /^(?<before>\s*import (?:type )?\{ ?)(?<names>[^{}]+?)(?<after> ?\} from (?<module>["'].*["']);?\s*)$/;

/** Statements in the order of their modules, those of one module as one; other texts in the order of their names. */
function joinTexts(texts: readonly string[]): string {
  const statements = new Map<string, { before: string; names: Set<string>; after: string; module: string }>();
  const others: string[] = [];
  for (const text of texts) {
    const { before, names, after, module } = STATEMENT.exec(text)?.groups ?? {};
    if (before === undefined || names === undefined || after === undefined || module === undefined) {
      others.push(text);
      continue;
    }
    const key = `${before.trim()} ${module}`;
    const known = statements.get(key) ?? { before, names: new Set<string>(), after, module };
    for (const name of names.split(',')) known.names.add(name.trim());
    statements.set(key, known);
  }
  const whole = [...statements.values()]
    .sort((a, b) => compareText(a.module, b.module))
    .map(({ before, names, after }) => before + [...names].sort(compareNames).join(', ') + after);
  const all = [...whole, ...others.sort(compareNames)];
  // An empty line after the last import belongs to the last one only.
  return all.map((text, at) => (at < all.length - 1 ? text.replace(/(\r?\n)\s*$/, '$1') : text)).join('');
}

/** As the service orders the names of an import: whatever their case. */
function compareNames(a: string, b: string): number {
  return compareText(a.toLowerCase(), b.toLowerCase()) || compareText(a, b);
}
