import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../edits/apply.js';
import type { TomlChange } from './toml-change.js';
import { editToml, planTomlEdits } from './toml-edit.js';
import type { TomlInput } from './toml-edit-render.js';

const FIXTURES = ['Cargo.toml', 'pyproject.toml'];
const ROUNDS = 150;
/** The longest string of the fixtures has three lines. */
const MOST_LINES = 3;

type Path = (string | number)[];
type Table = Record<string | number, unknown>;

/** What a change means for plain values. */
function change(document: unknown, { op, path, ...rest }: TomlChange): unknown {
  const copy = structuredClone(document);
  let at = copy as Table;
  for (const step of path.slice(0, -1) as Path) at = at[step] = (at[step] ?? {}) as Table;
  const last = path.at(-1) as string | number;
  const value = (rest as { value?: unknown }).value;
  if (op === 'set') at[last] = value;
  else if (op === 'append') at[last] = [...((at[last] as unknown[] | undefined) ?? []), value];
  else if (Array.isArray(at)) at.splice(last as number, 1);
  else delete at[last];
  return copy;
}

/** Every path of a document, tables and items of arrays included. */
function paths(value: unknown, base: Path = []): Path[] {
  const own = base.length > 0 ? [base] : [];
  if (Array.isArray(value)) return [...own, ...value.flatMap((item, i) => paths(item, [...base, i]))];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, item]) => paths(item, [...base, key]))];
}

const valueAt = (value: unknown, path: Path): unknown => path.reduce((at, step) => (at as Table)[step], value);
const isTable = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

const VALUES: TomlInput[] = [
  'plain',
  'with "quotes"',
  "it's",
  'tab\tand\nline\u0001',
  '🐍 漢',
  '',
  42,
  -1.5,
  true,
  ['a', 'b'],
  [],
  { version: '1', features: ['x'] },
  {},
];

function randomChange(document: unknown, random: (below: number) => number): TomlChange {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const all = paths(document);
  const tables = [[] as Path, ...all.filter((path) => isTable(valueAt(document, path)))];
  const arrays = all.filter((path) => Array.isArray(valueAt(document, path)));
  const order = pick(['end', 'sorted'] as const);
  switch (random(5)) {
    case 0: {
      const scalars = all.filter((path) => typeof valueAt(document, path) !== 'object');
      return { op: 'set', path: pick(scalars), value: pick(VALUES) };
    }
    case 1:
      return { op: 'set', path: [...pick(tables), `new-${random(99)}`], value: pick(VALUES) };
    case 2: {
      const layout = pick([undefined, 'inline', 'table'] as const);
      const path = [...pick(tables), `new ${random(99)}`, 'inner'];
      return { op: 'set', path, value: pick(VALUES), ...(layout && { layout }) };
    }
    case 3: {
      const path = pick(arrays);
      const items = valueAt(document, path) as unknown[];
      // The order that `sorted` gives is not for this model; an array of tables takes tables.
      return { op: 'append', path, value: items.some(isTable) ? { a: 1 } : pick(VALUES) };
    }
    default:
      return order === 'sorted'
        ? { op: 'set', path: [...pick(tables), `key${random(99)}`], value: 1, order }
        : { op: 'remove', path: pick(all) };
  }
}

function expectChange(before: string, after: string, wanted: TomlChange): void {
  const [actual, expected] = [parse(after), change(parse(before), wanted)];
  // A table that only its inner tables name goes with the last of them.
  const shown = wanted.op === 'remove' ? withoutEmpty : (value: unknown): unknown => value;
  expect(shown(actual), `${before}\n${JSON.stringify(wanted)}`).toEqual(shown(expected));
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value.map(withoutEmpty) : undefined;
  if (!isTable(value)) return value;
  const entries = Object.entries(value as Table).map(([key, item]) => [key, withoutEmpty(item)] as const);
  const kept = entries.filter(([, item]) => item !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Lines of `before` that are not in `after`, in order. */
function lostLines(before: string, after: string): string[] {
  const rest = after.split('\n');
  return before.split('\n').filter((line) => {
    const found = rest.indexOf(line);
    if (found >= 0) rest.splice(0, found + 1);
    return found < 0;
  });
}

describe.each(FIXTURES)('random changes of %s', (name) => {
  const original = readFileSync(new URL(`fixtures/toml-edit/${name}`, import.meta.url), 'utf8').replaceAll(
    '\r\n',
    '\n',
  );

  it.each(['\n', '\r\n'])('mean what they say and touch only their lines (line end %j)', (eol) => {
    const text = original.replaceAll('\n', eol);
    const random = generator(11);
    for (let round = 0; round < ROUNDS; round++) {
      const wanted = randomChange(parse(text), random);
      const edited = editToml(text, [wanted]);
      const title = JSON.stringify(wanted);
      expectChange(text, edited, wanted);
      expect(applyTextEdits(text, planTomlEdits(text, 'f', [wanted])), title).toBe(edited);
      expect(edited.replaceAll(eol, '').includes('\n'), title).toBe(false);
      const lost = lostLines(text, edited).map((line) => line.trim());
      if (wanted.op !== 'remove') expect(lost.length, title).toBeLessThanOrEqual(MOST_LINES);
      // The comments in a table go with it; those around a value stay.
      else if (typeof valueAt(parse(text), wanted.path as Path) !== 'object')
        expect(
          lost.filter((line) => line.startsWith('#')),
          title,
        ).toEqual([]);
    }
  });

  it('can follow each other', () => {
    const random = generator(5);
    for (let run = 0; run < 15; run++) {
      let text = original;
      for (let step = 0; step < 12; step++) {
        const wanted = randomChange(parse(text), random);
        const edited = editToml(text, [wanted]);
        expectChange(text, edited, wanted);
        text = edited;
      }
    }
  });
});
