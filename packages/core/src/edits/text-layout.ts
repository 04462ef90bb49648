/** How a text is laid out, in the words of `jsonc-parser`. */
export interface TextLayout {
  /** Whether lines are indented with blanks, not tabs. */
  insertSpaces: boolean;
  /** Blanks of one level; 1 with tabs. */
  tabSize: number;
  eol: '\n' | '\r\n';
}

/** The indentation and line ends that a text has: two blanks and LF where it shows none. */
export function layoutOf(text: string): TextLayout {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return indent.startsWith('\t')
    ? { insertSpaces: false, tabSize: 1, eol }
    : { insertSpaces: true, tabSize: indent.length, eol };
}
