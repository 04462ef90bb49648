/** A word of a line: its text as written and where it stands in the line. */
export interface RawWord {
  raw: string;
  start: number;
  end: number;
}

/**
 * Splits a line at white space outside quotes. An escape character keeps what follows it together with the word, except
 * in single quotes. Quotes stay.
 */
export function splitWords(line: string, escape: string): RawWord[] {
  const words: RawWord[] = [];
  let at = 0;
  while (at < line.length) {
    if (isSpace(line[at]!)) {
      at++;
      continue;
    }
    const start = at;
    at = endOfWord(line, at, escape);
    words.push({ raw: line.slice(start, at), start, end: at });
  }
  return words;
}

/** Splits a line at white space, whatever the quotes: how COPY, FROM and EXPOSE are read. */
export function splitPlain(line: string): RawWord[] {
  return [...line.matchAll(/\S+/g)].map((match) => ({
    raw: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Characters of a word that mean nothing, in one go; both escape characters are among the others. */
const PLAIN = /[^\s"'\\`]+/y;

function endOfWord(line: string, from: number, escape: string): number {
  let quote: string | undefined;
  let at = from;
  while (at < line.length) {
    if (quote === undefined) {
      PLAIN.lastIndex = at;
      if (PLAIN.test(line)) at = PLAIN.lastIndex;
      if (at >= line.length) break;
    }
    const char = line[at]!;
    if (char === escape && quote !== "'") at++;
    else if (quote !== undefined) quote = char === quote ? undefined : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (isSpace(char)) break;
    at++;
  }
  return Math.min(at, line.length);
}

/** Takes quotes and escapes off a word, as a shell does; variables stay. */
export function unquote(raw: string, escape: string): string {
  if (!raw.includes('"') && !raw.includes("'") && !raw.includes(escape)) return raw;
  let text = '';
  let quote: string | undefined;
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at]!;
    const next = raw[at + 1];
    if (char === escape && quote !== "'") {
      if (next === undefined) break;
      const literal = quote === '"' && next !== '"' && next !== '$' && next !== escape;
      text += literal ? char + next : next;
      at++;
    } else if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else text += char;
    } else if (char === '"' || char === "'") {
      quote = char;
    } else {
      text += char;
    }
  }
  return text;
}

/** Takes off one pair of quotes around a word. */
export function dropQuotes(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\v' || char === '\f' || char === '\r' || char === '\n';
}

/** The parts before and after the first separator. */
export function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
