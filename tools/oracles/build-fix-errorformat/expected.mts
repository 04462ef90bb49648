/** An entry as errorformat's `.ok` files have it. */
export interface Expected {
  file: string;
  line: number | undefined;
  column: number | undefined;
  level: string | undefined;
  message: string;
}

/** `file|line col column level number| message`, the message maybe over several lines (errorformat.go, `Entry.String`). */
const ENTRY = /^([^|]*)\|(\d+)?(?:-\d+)?(?: col (\d+)(?:-\d+)?)?(?: ([A-Za-z]+))?(?: +(\d+))?\|(?: (.*))?$/;

export function parseExpected(text: string): Expected[] {
  const entries: Expected[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, file = '', at, column, level, , message = ''] = ENTRY.exec(line) ?? [];
    const last = entries.at(-1);
    if (ENTRY.test(line)) {
      const number = (digits: string | undefined): number | undefined => (digits === undefined ? undefined : +digits);
      entries.push({ file, line: number(at), column: number(column), level, message });
    } else if (last && line !== '') last.message += `\n${line}`;
  }
  return entries;
}
