const SCRIPT = /\.[mc]?[jt]sx?$/;

/** The offset at which imports go: in scripts the first one, else behind what has to stay at the top. */
export function importPlace(text: string, file: string): number {
  return (SCRIPT.test(file) ? firstImport(text) : undefined) ?? afterHead(text, file);
}

/** What may stand before a script's first import. */
const BEFORE_IMPORTS = /\s+|#![^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(["'])use [\w ]+\1;?/y;

/** Looked for at the top alone: further down, a line that begins with `import` may be part of a text. */
function firstImport(text: string): number | undefined {
  let at = 0;
  for (let rest: RegExpExecArray | null; (rest = matchAt(BEFORE_IMPORTS, text, at));) at += rest[0].length;
  return matchAt(/import\b(?!\s*\()/y, text, at) ? at : undefined;
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

/** Behind a `#!` line, comments, directives (`'use client'`), inner attributes and a docstring. */
function afterHead(text: string, file: string): number {
  // In Rust, `#` that is no `#!` begins an attribute of the item that follows.
  const comments = /\.pyi?$/.test(file) ? /^(?:#[^\n]*\n|\s*\n)*/ : /^(?:#![^\n]*\n|\/\/[^\n]*\n|\s*\n)*/;
  const head = comments.exec(text)![0].length;
  const top = /^(?:[rR]?"""[\s\S]*?"""|[rR]?'''[\s\S]*?'''|(["'])use [\w ]+\1)[^\n]*\n(?:\s*\n)*/;
  const start = head + (top.exec(text.slice(head))?.[0].length ?? 0);
  const future = /^(?:from __future__ import [^\n]*\n)+/.exec(text.slice(start));
  return start + (future?.[0].length ?? 0);
}
