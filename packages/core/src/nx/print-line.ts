/** Prints a line of progress. */
export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
