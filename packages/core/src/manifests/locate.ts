/** Finds the lines of things in a TOML or INI text whose parser gives no positions. */
export interface Locator {
  /**
   * The 1-based line of the first place where `text` stands inside quotes, or as a key, after the header of `table`
   * (and after `key =` in it, where that is given); undefined when it is not there.
   */
  find(table: string, text: string, key?: string): number | undefined;
  /** The 1-based line of a key of a table. */
  key(table: string, key: string): number | undefined;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A locator that scans the text on demand; nothing is done until it is asked. */
export function createLocator(text: string): Locator {
  let starts: number[] | undefined;
  const headers = new Map<string, number>();

  const headerEnd = (table: string): number => {
    const known = headers.get(table);
    if (known !== undefined) return known;
    const name = table
      .split('.')
      .map((part) => `["']?${escape(part)}["']?`)
      .join(String.raw`[ \t]*\.[ \t]*`);
    const match = new RegExp(String.raw`^[ \t]*\[\[?[ \t]*${name}[ \t]*\]`, 'm').exec(text);
    const end = match ? match.index + match[0].length : 0;
    headers.set(table, end);
    return end;
  };

  const lineAt = (offset: number): number => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };

  const keys = new Map<string, number | undefined>();
  const keyOffset = (table: string, key: string): number | undefined => {
    const id = `${table}\n${key}`;
    if (!keys.has(id)) keys.set(id, findKey(table, key));
    return keys.get(id);
  };

  const findKey = (table: string, key: string): number | undefined => {
    const pattern = new RegExp(String.raw`^[ \t]*(?:[\w-]+[ \t]*\.[ \t]*)*["']?${escape(key)}["']?[ \t]*[.=:]`, 'm');
    const from = headerEnd(table);
    const match = pattern.exec(text.slice(from));
    return match ? from + match.index + match[0].length - 1 : undefined;
  };

  return {
    key: (table, key) => {
      const offset = keyOffset(table, key);
      return offset === undefined ? undefined : lineAt(offset);
    },
    find: (table, needle, key) => {
      const from = (key === undefined ? undefined : keyOffset(table, key)) ?? headerEnd(table);
      const offset = firstQuoted(text, needle, from) ?? firstQuoted(text, needle, 0);
      return offset === undefined ? undefined : lineAt(offset);
    },
  };
}

function firstQuoted(text: string, needle: string, from: number): number | undefined {
  const escaped = needle.replace(/\\/g, '\\\\').replace(/"/g, '\\"');
  const offsets = [`"${escaped}"`, `'${needle}'`, `"""${needle}`, `'''${needle}`]
    .map((quoted) => text.indexOf(quoted, from))
    .filter((offset) => offset >= 0);
  return offsets.length > 0 ? Math.min(...offsets) : undefined;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}
