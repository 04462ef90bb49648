/** Turns positions into lines and columns. Positions must be asked for in ascending order. */
export class LineCounter {
  private line = 1;
  private lineStart = 0;
  private nextNewline: number;

  constructor(private readonly source: string) {
    this.nextNewline = source.indexOf('\n');
  }

  locate(at: number): { line: number; column: number } {
    while (this.nextNewline >= 0 && this.nextNewline < at) {
      this.line += 1;
      this.lineStart = this.nextNewline + 1;
      this.nextNewline = this.source.indexOf('\n', this.lineStart);
    }
    return { line: this.line, column: at - this.lineStart + 1 };
  }
}
