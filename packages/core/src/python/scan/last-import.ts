import { COLON, DOT, FORM_FEED, isWord, NEWLINE, SEMICOLON, BACKSLASH, SPACE, TAB } from './characters.js';

/**
 * Where the last text that could be an import stands, or -1. The scanner need not read on behind it. Text that only
 * looks like an import may be named too; a real one is never missed, since every form holds the word `import`.
 */
export function lastPossibleImport(source: string): number {
  let at = source.lastIndexOf('import');
  while (at > 0 && !isPossible(source, at)) at = source.lastIndexOf('import', at - 1);
  return at;
}

function isPossible(source: string, at: number): boolean {
  const before = source.charCodeAt(at - 1);
  if (isWord(before) || isWord(source.charCodeAt(at + 'import'.length))) {
    return source.startsWith('__import__', at - 2) || source.startsWith('import_module', at);
  }
  return opensStatement(source, at) || followsFrom(source, at);
}

function opensStatement(source: string, at: number): boolean {
  let i = at - 1;
  let code = source.charCodeAt(i);
  while (code === SPACE || code === TAB || code === FORM_FEED) code = source.charCodeAt(--i);
  return i < 0 || code === NEWLINE || code === SEMICOLON || code === COLON || code === DOT;
}

function followsFrom(source: string, at: number): boolean {
  const lineStart = source.lastIndexOf('\n', at) + 1;
  if (source.slice(lineStart, at).includes('from')) return true;
  return lineStart > 1 && source.charCodeAt(lineStart - 2) === BACKSLASH;
}
