/**
 * Blanks what is in strings and comments of a Python source, so that patterns see code alone. Offsets and lines stay;
 * quotes stay too, so an argument that is a string can be told.
 */
export function maskPython(source: string): string {
  let masked = '';
  let at = 0;
  for (const match of source.matchAll(LITERALS)) {
    masked += source.slice(at, match.index) + blank(match[0]);
    at = match.index + match[0].length;
  }
  return masked + source.slice(at);
}

const LITERALS =
  /#[^\n]*|"""(?:\\[^]|(?!""")[^\\])*(?:"""|$)|'''(?:\\[^]|(?!''')[^\\])*(?:'''|$)|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?/g;

function blank(literal: string): string {
  if (literal.startsWith('#')) return literal.replace(/./g, ' ');
  const quote = /^(?:"""|'''|["'])/.exec(literal)?.[0] ?? '';
  const closed = literal.length >= 2 * quote.length && literal.endsWith(quote);
  const body = literal.slice(quote.length, closed ? -quote.length : undefined);
  return quote + body.replace(/[^\n]/g, ' ') + (closed ? quote : '');
}

/**
 * The arguments of a call, cut at the commas of the outermost level.
 *
 * @param masked text in which strings are blanked
 * @param open offset of the opening parenthesis
 * @returns ranges of the text, without what is outside of the parentheses
 */
export function argumentsAt(masked: string, open: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open; i < masked.length; i++) {
    const char = masked[i]!;
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    if (depth === 0 || (depth === 1 && char === ',')) {
      if (masked.slice(start, i).trim() !== '') found.push({ start, end: i });
      start = i + 1;
    }
    if (depth === 0) break;
  }
  return found;
}

/** The arguments of a call as written: those by name, and those by place. */
export function readArguments(source: string, masked: string, open: number): CallArguments {
  const named = new Map<string, string>();
  const placed: string[] = [];
  for (const { start, end } of argumentsAt(masked, open)) {
    const [, name] = /^\s*(\w+)\s*=(?!=)/.exec(masked.slice(start, end)) ?? [];
    const text = source.slice(start, end).trim();
    if (name === undefined) placed.push(text);
    else named.set(name, text.replace(/^\w+\s*=\s*/, ''));
  }
  return { named, placed };
}

export interface CallArguments {
  named: ReadonlyMap<string, string>;
  placed: readonly string[];
}

/** The text of a plain string literal; `undefined` for anything else. */
export function stringOf(expression: string | undefined): string | undefined {
  const [, , text] = /^(["'])([^"'\\\n]*)\1$/.exec(expression?.trim() ?? '') ?? [];
  return text;
}
