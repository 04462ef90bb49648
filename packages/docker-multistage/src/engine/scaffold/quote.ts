import { HoneError } from '@hone/core/diagnostics';

/** The exec form of a command: no shell, no variables. */
export function execForm(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** A value of ENV, LABEL or ARG: nothing in it is a variable, and it stays on its line. */
export function instructionValue(value: string): string {
  const line = value.replace(/\s*[\r\n]+\s*/g, ' ').trim();
  return /^[\w@%+=:,./-]+$/.test(line) ? line : `"${line.replace(/[\\"$]/g, '\\$&')}"`;
}

/** A word of a shell command. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Text that stands in a comment. */
export function commentText(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}

/**
 * A path of the workspace as it stands in COPY and in mounts, where blanks end it, commas divide, and `$`, `*`, `?`
 * and `[` mean something.
 *
 * @throws HoneError when it holds such characters
 */
export function instructionPath(path: string): string {
  if (/^[\w@%+=:./-]+$/.test(path)) return path;
  throw new HoneError(`The path ${JSON.stringify(path)} can not stand in a Dockerfile.`, {
    hint: 'Rename it: letters, digits and `-_.@+` are safe.',
    file: path,
  });
}
