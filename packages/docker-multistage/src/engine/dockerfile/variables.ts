/** A variable in a word: `$name`, `${name}`, `${name:-word}`. */
export interface VariableUse {
  name: string;
  /** What stands between the name and the word: empty, `-`, `:-`, `+`, `:+`, `?`, `:?`, `#`, `%` or `/`. */
  modifier: string;
  /** What follows the modifier. */
  word: string;
  /** Offsets in the text searched. */
  start: number;
  end: number;
}

/**
 * The variables that a builder replaces in a text: not those in single quotes (unless `quotes` is false) nor those that
 * are escaped. Variables within the word of another come after it.
 */
export function variablesIn(text: string, escape: string, quotes = true): VariableUse[] {
  const uses: VariableUse[] = [];
  if (!text.includes('$')) return uses;
  let quote: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === escape && quote !== "'") at++;
    else if (quotes && quote !== undefined && char === quote) quote = undefined;
    else if (quotes && quote === undefined && (char === '"' || char === "'")) quote = char;
    else if (char === '$' && quote !== "'") {
      const use = variableAt(text, at);
      if (!use) continue;
      uses.push(use);
      const inside = variablesIn(use.word, escape, quotes);
      const shift = use.end - 1 - use.word.length;
      uses.push(...inside.map((inner) => ({ ...inner, start: inner.start + shift, end: inner.end + shift })));
      at = use.end - 1;
    }
  }
  return uses;
}

const NAME = /[\p{L}_][\p{L}\d_]*|\d+/uy;

function variableAt(text: string, at: number): VariableUse | undefined {
  const braced = text[at + 1] === '{';
  NAME.lastIndex = at + (braced ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const after = NAME.lastIndex;
  if (!braced) return { name, modifier: '', word: '', start: at, end: after };
  const end = closingBrace(text, at + 1);
  if (end === -1) return undefined;
  const modifier = /^(?::?[-+?]|[#%/])/.exec(text.slice(after, end))?.[0] ?? '';
  return { name, modifier, word: text.slice(after + modifier.length, end), start: at, end: end + 1 };
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

/**
 * Replaces the variables of a word and takes its quotes off, as BuildKit does.
 *
 * @param valueOf gives `undefined` for a variable that is not set
 */
export function expand(raw: string, escape: string, valueOf: (name: string) => string | undefined): string {
  let text = '';
  let quote: string | undefined;
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at]!;
    if (char === escape && quote !== "'") {
      const next = raw[++at];
      if (next !== undefined) text += quote === '"' && !['"', '$', escape].includes(next) ? char + next : next;
    } else if (quote !== undefined && char === quote) quote = undefined;
    else if (quote === undefined && (char === '"' || char === "'")) quote = char;
    else if (char === '$' && quote !== "'") {
      const use = variableAt(raw, at);
      if (!use) {
        text += char;
        continue;
      }
      text += replacement(use, escape, valueOf);
      at = use.end - 1;
    } else text += char;
  }
  return text;
}

function replacement(
  { name, modifier, word }: VariableUse,
  escape: string,
  valueOf: (name: string) => string | undefined,
): string {
  const value = valueOf(name);
  const isSet = value !== undefined && !(modifier.startsWith(':') && value === '');
  if (modifier.endsWith('-')) return isSet ? value : expand(word, escape, valueOf);
  if (modifier.endsWith('+')) return isSet ? expand(word, escape, valueOf) : '';
  return value ?? '';
}
