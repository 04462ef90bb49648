/**
 * Whether a module may have an attribute of a name, judged by its text alone: a definition, a class, an import, an
 * assignment anywhere in it, or a construct that can make any name (a star import, `__getattr__`, `globals()`). It
 * errs on the side of yes.
 *
 * @param name a Python identifier.
 */
export function mayBindName(source: string, name: string): boolean {
  if (ANY_NAME.test(source)) return true;
  const escaped = name.replace(/[$]/g, '\\$&');
  const word = `(?<![\\w.])${escaped}(?!\\w)`;
  return [
    // def f, class C, type T, for x in, with … as x, import x, import y as x, case x
    `\\b(?:def|class|type|for|as|import|case)\\s+${word}`,
    // x = 1, x: int = 1, x, y = …, (x := 1)
    `${word}[^\\n=]*(?::=|=(?!=))`,
    `${word}\\s*:`,
    // from m import (a, x) and its continuation lines
    `\\bimport\\b[^\\n(]*${word}`,
    `\\bimport\\s*\\([^)]*${word}`,
    `\\bimport\\b(?:[^\\n]*\\\\\\r?\\n)+[^\\n]*${word}`,
  ].some((pattern) => new RegExp(pattern, 'u').test(source));
}

const ANY_NAME = /\bimport\s+\*|\bdef\s+__getattr__\b|\bglobals\(\)|\bsetattr\(|\bsys\.modules\[|\bexec\(/;
