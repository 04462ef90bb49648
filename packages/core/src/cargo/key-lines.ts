/**
 * The 1-based line of each key of a TOML text, found in one pass, since the parser gives no positions. Ask with
 * {@link lineOf}. A line inside a multi-line string that looks like a key is harmless: the first place counts.
 */
export type KeyLines = ReadonlyMap<string, number>;

const KEY = /[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))[ \t]*[.=]/y;
const HEADER = /[ \t]*(\[\[?)([^\]\n]*(?:\][^\]\n]+)*?)\]\]?[ \t\r]*(?:#.*)?$/my;

/** Scans a text once. */
export function scanKeyLines(text: string): KeyLines {
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  const record = (table: string, key: string, line: number): void => {
    const id = `${table}\n${key}`;
    if (!lines.has(id)) lines.set(id, line);
  };
  let table = '';
  let line = 0;
  for (let start = 0; start <= text.length;) {
    line++;
    const header = match(HEADER, text, start);
    if (header) {
      table = plain(header[2] ?? '');
      const dot = table.lastIndexOf('.');
      record(dot < 0 ? '' : table.slice(0, dot), table.slice(dot + 1), line);
      if (header[1] === '[[') {
        const count = counts.get(table) ?? 0;
        counts.set(table, count + 1);
        table += `#${count}`;
        record('', table, line);
      }
    } else {
      const key = match(KEY, text, start);
      if (key) record(table, plain(key[1] ?? key[2] ?? key[3] ?? ''), line);
    }
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return lines;
}

/**
 * The line of a key.
 *
 * @param table the keys of its table joined by dots; `bin#0` for the first `[[bin]]`, and empty for the text's own keys
 */
export function findLine(lines: KeyLines, table: string, key: string): number | undefined {
  return lines.get(`${plain(table)}\n${plain(key)}`);
}

/** {@link findLine} as a field to spread. */
export function lineOf(lines: KeyLines, table: string, key: string): { line?: number } {
  const line = findLine(lines, table, key);
  return line === undefined ? {} : { line };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Quotes and blanks say nothing here: `[target.'cfg(unix)'.dependencies]` and its parsed keys become the same. */
function plain(name: string): string {
  return /["'\s]/.test(name) ? name.replace(/["'\s]+/g, '') : name;
}
