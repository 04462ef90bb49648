import { CLOSE_PAREN, COMMA, DOT, DOUBLE_QUOTE, endOfWord, isWord, SINGLE_QUOTE, skipSpace } from './characters.js';
import { skipString, type LiteralVisitor } from './strings.js';

const NAMES = ['__import__', 'import_module'];

/**
 * Finds `importlib.import_module("x")`, `import_module("x")` and `__import__("x")` in code. The names are searched for
 * beforehand; the scanner tells which text is code and which belongs to a literal.
 */
export class DynamicCalls implements LiteralVisitor {
  /** Position of the next name that was neither used nor skipped. */
  private next: number;
  private index = 0;

  private constructor(
    private readonly source: string,
    private readonly names: readonly number[],
    private readonly found: (at: number, module: string) => void,
  ) {
    this.next = names[0] ?? Infinity;
  }

  /** Undefined when the source holds none of the names: then nothing needs to be told. */
  static in(source: string, found: (at: number, module: string) => void): DynamicCalls | undefined {
    const names: number[] = [];
    for (const name of NAMES) {
      for (let at = source.indexOf(name); at >= 0; at = source.indexOf(name, at + name.length)) names.push(at);
    }
    return names.length > 0
      ? new DynamicCalls(
          source,
          names.sort((a, b) => a - b),
          found,
        )
      : undefined;
  }

  onText(end: number): void {
    while (this.next < end) this.advance();
  }

  onOpenParen(at: number): void {
    while (this.next < at) {
      const name = this.next;
      this.advance();
      const start = this.startOfCall(name);
      if (start === undefined || skipSpace(this.source, endOfWord(this.source, name), true) !== at) continue;
      const module = literalArgument(this.source, at + 1);
      if (module) this.found(start, module);
    }
  }

  private advance(): void {
    this.index += 1;
    this.next = this.names[this.index] ?? Infinity;
  }

  /** The first character of the callee, or undefined when the name is part of another one. */
  private startOfCall(name: number): number | undefined {
    const before = this.source.charCodeAt(name - 1);
    if (isWord(before)) return undefined;
    if (!NAMES.includes(this.source.slice(name, endOfWord(this.source, name)))) return undefined;
    if (before !== DOT) return name;
    const start = name - 'importlib.'.length;
    if (!this.source.startsWith('importlib.import_module', start)) return undefined;
    const outer = this.source.charCodeAt(start - 1);
    return isWord(outer) || outer === DOT ? undefined : start;
  }
}

/** The value of a first argument that is a string literal without escapes. */
function literalArgument(source: string, at: number): string | undefined {
  let value = '';
  for (let i = skipSpace(source, at, true); ;) {
    const quoteAt = /[ru]/i.test(source[i] ?? '') ? i + 1 : i;
    const quote = source.charCodeAt(quoteAt);
    if (quote === SINGLE_QUOTE || quote === DOUBLE_QUOTE) {
      const end = skipString(source, quoteAt);
      const width = source.startsWith(source[quoteAt]!.repeat(3), quoteAt) && end - quoteAt > 5 ? 3 : 1;
      value += source.slice(quoteAt + width, end - width);
      i = skipSpace(source, end, true);
      continue;
    }
    const code = source.charCodeAt(i);
    return (code === COMMA || code === CLOSE_PAREN) && !value.includes('\\') ? value : undefined;
  }
}
