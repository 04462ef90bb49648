import { type Node, parseTree } from 'jsonc-parser';
import type { TextEdit } from '@hone/core/diagnostics';
import { createLineIndex } from '@hone/core/edits';
import { parseJsonObject } from '@hone/core/npm';
import { groupBy } from '../collections.js';
import type { Declaration, Ecosystem, Verdict } from '../types.js';
import { propertiesOf } from './manifest.js';

/** A change of a text by offsets. */
interface Change {
  start: number;
  end: number;
  newText: string;
}

/** Edits of package.json; see {@link Ecosystem.planEdits}. */
export const planJavaScriptEdits: Ecosystem['planEdits'] = (verdicts, manifests, { split = false }) => {
  const wanted = verdicts.flatMap((verdict) =>
    verdict.declarations.map((declaration) => ({ declaration, kind: verdict.kind })),
  );
  return [...groupBy(wanted, ({ declaration }) => declaration.file)].flatMap(([file, list]) => {
    const text = manifests.get(file);
    if (text === undefined || parseJsonObject(text, file).problems.length > 0) return [];
    // A byte order mark keeps its place: a blank stands for it.
    const tree = parseTree(text.replace(/^\uFEFF/, ' '));
    return toEdits(file, text, changesOf(list, tree, text, split));
  });
};

function changesOf(
  list: readonly { declaration: Declaration; kind: Verdict['kind'] }[],
  tree: Node | undefined,
  text: string,
  split: boolean,
): Change[] {
  const removed = new Map<string, Set<string>>();
  const added: { table: string; property: Node }[] = [];
  for (const { declaration, kind } of list) {
    const { group = '', name } = declaration;
    const home = split ? HOMES[kind]?.[group] : undefined;
    if (kind !== 'unused' && kind !== 'transitive' && home === undefined) continue;
    const places = propertiesOf(tree, group).filter((each) => nameOf(each) === name);
    const [property] = places;
    if (!property || places.length > 1) continue;
    if (home !== undefined) {
      const others = propertiesOf(tree, home);
      if (others.length === 0) continue;
      if (!others.some((each) => nameOf(each) === name)) added.push({ table: home, property });
    }
    removed.set(group, (removed.get(group) ?? new Set()).add(name));
  }
  const removals = [...removed].flatMap(([table, names]) => removalsFrom(propertiesOf(tree, table), names));
  return [
    ...removals,
    ...added.flatMap(({ table, property }) => insertion(propertiesOf(tree, table), property, text, removed.get(table))),
  ];
}

/** Where `split` moves a declaration to. */
const HOMES: Partial<Record<Verdict['kind'], Readonly<Record<string, string>>>> = {
  'dev-only': { dependencies: 'devDependencies' },
  runtime: { devDependencies: 'dependencies' },
};

function nameOf(property: Node): unknown {
  return property.children?.[0]?.value;
}

function endOf(property: Node): number {
  return property.offset + property.length;
}

/** Takes runs of properties away, each with one comma and the blanks that belong to it. */
function removalsFrom(properties: readonly Node[], names: ReadonlySet<string>): Change[] {
  const isGone = (property: Node | undefined): boolean => property !== undefined && names.has(String(nameOf(property)));
  return properties.flatMap((first, at) => {
    if (!isGone(first) || isGone(properties[at - 1])) return [];
    const after = properties.findIndex((each, i) => i > at && !isGone(each));
    const next = properties[after];
    if (next) return [{ start: first.offset, end: next.offset, newText: '' }];
    const before = properties[at - 1];
    const last = properties.at(-1) ?? first;
    if (before) return [{ start: endOf(before), end: endOf(last), newText: '' }];
    const table = first.parent;
    return table ? [{ start: table.offset + 1, end: table.offset + table.length - 1, newText: '' }] : [];
  });
}

/** Puts a property in front of the first that stays and sorts after it, else behind the last that stays. */
function insertion(
  properties: readonly Node[],
  property: Node,
  text: string,
  gone: ReadonlySet<string> = new Set(),
): Change[] {
  const stay = properties.filter((each) => !gone.has(String(nameOf(each))));
  const [first, last] = [stay[0], stay.at(-1)];
  if (!first || !last) return [];
  const written = text.slice(property.offset, endOf(property));
  const opening = first.parent ? first.parent.offset + 1 : first.offset;
  // The blanks in front of a property: a line end with the indentation, or what a table on one line has.
  const blanks = /\s*$/.exec(text.slice(opening, properties[0]?.offset))?.[0] ?? '';
  const next = stay.find((each) => String(nameOf(each)) > String(nameOf(property)));
  if (next) return [{ start: next.offset, end: next.offset, newText: `${written},${blanks || ' '}` }];
  return [{ start: endOf(last), end: endOf(last), newText: `,${blanks || ' '}${written}` }];
}

function toEdits(file: string, text: string, changes: readonly Change[]): TextEdit[] {
  const lines = createLineIndex(text);
  return [...changes]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, newText }) => ({
      file,
      region: { start: lines.offsetToPosition(start), end: lines.offsetToPosition(end) },
      newText,
    }));
}
