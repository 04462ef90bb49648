/**
 * Escape sequences of terminals (ECMA-48): CSI (colours, cursor), OSC (titles, links; ended by BEL or ST) and those of two
 * characters. One that a line cuts off goes to the end of the line.
 */
const ESCAPES =
  // eslint-disable-next-line no-control-regex
  /\x1b(?:\[[0-?]*[ -/]*(?:[@-~]|$)|\][^\x07\x1b]*(?:\x07|\x1b\\|$)|[PX^_][^\x1b]*(?:\x1b\\|$)|[ -/]*[0-Z\\^-~])?/g;

/** A text without escape sequences. */
export function stripAnsi(text: string): string {
  return text.includes('\x1b') ? text.replace(ESCAPES, '') : text;
}

/**
 * What a terminal shows of a line in which carriage returns write over what was there (progress bars): what follows the
 * last one that something follows.
 */
export function afterReturns(line: string): string {
  if (!line.includes('\r')) return line;
  const end = line.replace(/\r+$/, '');
  return end.slice(end.lastIndexOf('\r') + 1);
}
