/** An entry of a text that is indented like YAML: its first line, and those below that are indented further. */
export interface Block {
  /** Without quotes and what follows the colon. */
  key: string;
  text: string;
}

/**
 * Splits a text into the entries of one indentation. Locks are written by one program with one style, so that what is
 * kept keeps its bytes without a YAML writer.
 *
 * @param indent how many blanks the entries' first lines begin with
 * @returns what stands before the first entry, and the entries; their texts put together are the whole text
 */
export function splitBlocks(text: string, indent: number): { head: string; blocks: Block[] } {
  const starts = new RegExp(`^(?= {${indent}}[^ #\\n])`, 'm');
  const [first = '', ...rest] = text.split(starts);
  const isEntry = new RegExp(`^ {${indent}}[^ #\\n]`).test(first);
  const blocks = (isEntry ? [first, ...rest] : rest).map((block) => ({ key: keyOf(block), text: block }));
  return { head: isEntry ? '' : first, blocks };
}

function keyOf(block: string): string {
  const line = (block.split('\n', 1)[0] ?? '').trim();
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'):/.exec(line);
  if (quoted) return quoted[1] ?? (quoted[2] ?? '').replaceAll("''", "'");
  return line.replace(/:(?: .*)?$/, '');
}
