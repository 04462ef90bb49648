/** A table of a `uv.lock` as lines, its header among them; the name is empty for what stands before the first header. */
export interface TextTable {
  name: string;
  lines: string[];
}

/** Cuts a text in uv's layout at its headers. */
export function splitTables(text: string): TextTable[] {
  let table: TextTable = { name: '', lines: [] };
  const tables = [table];
  for (const line of text.split('\n')) {
    const name = /^\[\[?([\w.-]+)\]\]?$/.exec(line)?.[1];
    if (name === undefined) table.lines.push(line);
    else tables.push((table = { name, lines: [line] }));
  }
  return tables.filter(({ name, lines }) => name !== '' || lines.some((line) => line !== ''));
}

/** A key of a table with its value: one line, or from `key = [` to the `]` at the start of a line. */
interface Pair {
  key: string;
  start: number;
  /** After the last line. */
  end: number;
}

function pairsOf(lines: readonly string[]): Pair[] {
  return lines.flatMap((line, start): Pair[] => {
    const [, key, value = ''] = /^("(?:[^"\\]|\\.)*"|[\w-]+) = (.*)$/.exec(line) ?? [];
    if (key === undefined) return [];
    const closing = { '[': ']', '[[': ']]' }[value];
    const last = closing === undefined ? start : lines.indexOf(closing, start);
    return [{ key: key.replace(/^"|"$/g, ''), start, end: (last < 0 ? start : last) + 1 }];
  });
}

/** The lines of a table without one key. */
export function dropKey(lines: readonly string[], key: string): string[] {
  const pair = pairsOf(lines).find((candidate) => candidate.key === key);
  return pair ? [...lines.slice(0, pair.start), ...lines.slice(pair.end)] : [...lines];
}

/** A table with some of its keys; none when nothing is left of it. */
export function keepTableKeys({ name, lines }: TextTable, keep: (key: string) => boolean): TextTable[] {
  const kept = pairsOf(lines).filter(({ key }) => keep(key));
  return kept.length === 0
    ? []
    : [{ name, lines: [...lines.slice(0, 1), ...kept.flatMap(({ start, end }) => lines.slice(start, end)), ''] }];
}

/** The lines of a table with some of the items of one array; without the key when none is left. */
export function keepItems(lines: readonly string[], key: string, keep: (item: string) => boolean): string[] {
  const pair = pairsOf(lines).find((candidate) => candidate.key === key);
  if (!pair) return [...lines];
  const inline = /^[^=]+ = \[(.+)\]$/.exec(lines[pair.start] ?? '')?.[1];
  const items = inline === undefined ? lines.slice(pair.start + 1, pair.end - 1) : [`    ${inline},`];
  const kept = items.filter((item) => keep(item.trim()));
  const written = kept.length === 0 ? [] : [`${key} = [`, ...kept, ']'];
  return [...lines.slice(0, pair.start), ...written, ...lines.slice(pair.end)];
}
