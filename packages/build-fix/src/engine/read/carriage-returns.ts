/**
 * What a terminal shows of a line in which carriage returns write over what was there (progress bars): what follows the
 * last one that something follows.
 */
export function afterReturns(line: string): string {
  if (!line.includes('\r')) return line;
  const end = line.replace(/\r+$/, '');
  return end.slice(end.lastIndexOf('\r') + 1);
}
