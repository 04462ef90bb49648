import type { ShellWord } from './types.js';

/** A piece of a script. A word may hold scripts of its own: what `$(…)` and backticks run. */
export type Token =
  | { kind: 'word'; word: ShellWord; inner: readonly InnerScript[] }
  | { kind: 'operator'; text: string; start: number; end: number }
  | { kind: 'redirect'; text: string; start: number; end: number };

export interface InnerScript {
  text: string;
  start: number;
}

const OPERATORS = ['&&', '||', ';;&', ';;', ';&', '|&', ';', '&', '|', '(', ')', '\n'];
/** Characters that mean nothing to the shell, in one go. */
const PLAIN = /[^\s;&|()<>'"\\$`]+/y;
/** The same within double quotes. */
const QUOTED = /[^"\\$`]+/y;
const BEFORE_OPERATOR = new Set([';', '&', '|', '(', ')', '\n']);
const REDIRECT = /(?:\d*|&)(?:<<<|<<-?|<>|<&|>>|>&|>\||<|>)/y;

/** Cuts a script into words, operators and redirections; comments and the bodies of heredocs are left out. */
export function tokenize(script: string): Token[] {
  const tokens: Token[] = [];
  const heredocs: { name: string; tabs: boolean }[] = [];
  let at = 0;
  while (at < script.length) {
    const char = script[at]!;
    if (char === ' ' || char === '\t' || char === '\r') {
      at++;
    } else if (char === '\\' && /^\r?\n/.test(script.slice(at + 1, at + 3))) {
      at += script[at + 1] === '\r' ? 3 : 2;
    } else if (char === '#') {
      const end = script.indexOf('\n', at);
      at = end === -1 ? script.length : end;
    } else {
      at = readToken(script, at, tokens, heredocs);
    }
  }
  return tokens;
}

function readToken(script: string, at: number, tokens: Token[], heredocs: { name: string; tabs: boolean }[]): number {
  const char = script[at]!;
  const redirect = /[\d&<>]/.test(char) ? redirectAt(script, at) : undefined;
  if (redirect !== undefined) {
    const end = at + redirect.length;
    tokens.push({ kind: 'redirect', text: redirect, start: at, end });
    return end;
  }
  const operator = BEFORE_OPERATOR.has(char) ? OPERATORS.find((text) => script.startsWith(text, at)) : undefined;
  if (operator !== undefined) {
    const end = at + operator.length;
    tokens.push({ kind: 'operator', text: operator, start: at, end });
    return operator === '\n' ? skipHeredocs(script, end, heredocs) : end;
  }
  const read = readWord(script, at);
  const last = tokens.at(-1);
  if (last?.kind === 'redirect' && /<<-?$/.test(last.text)) {
    heredocs.push({ name: read.word.text, tabs: last.text.endsWith('-') });
  }
  tokens.push({ kind: 'word', ...read });
  return read.word.end;
}

function redirectAt(script: string, at: number): string | undefined {
  REDIRECT.lastIndex = at;
  const text = REDIRECT.exec(script)?.[0];
  // `<(…)` and `>(…)` are words.
  if (text === undefined || (/^[<>]$/.test(text) && script[at + 1] === '(')) return undefined;
  return text;
}

function skipHeredocs(script: string, from: number, heredocs: { name: string; tabs: boolean }[]): number {
  let at = from;
  for (const { name, tabs } of heredocs.splice(0)) {
    while (at < script.length) {
      const newline = script.indexOf('\n', at);
      const end = newline === -1 ? script.length : newline;
      const line = script.slice(at, end).replace(/\r$/, '');
      at = Math.min(end + 1, script.length);
      if ((tabs ? line.replace(/^\t+/, '') : line) === name) break;
    }
  }
  return at;
}

/** What reading a word has gathered. */
interface WordState {
  script: string;
  at: number;
  text: string;
  inner: InnerScript[];
}

function readWord(script: string, start: number): { word: ShellWord; inner: InnerScript[] } {
  const state: WordState = { script, at: start, text: '', inner: [] };
  while (state.at < script.length) {
    PLAIN.lastIndex = state.at;
    const plain = PLAIN.exec(script)?.[0];
    if (plain !== undefined) {
      state.text += plain;
      state.at += plain.length;
      continue;
    }
    const char = script[state.at]!;
    if (/[\s;&|()<>]/.test(char) && !(/[<>]/.test(char) && script[state.at + 1] === '(')) break;
    readPart(state, char);
  }
  if (state.at === start) state.at++;
  // What is not closed ends with the script.
  const end = Math.min(state.at, script.length);
  const word = { text: state.text, raw: script.slice(start, end), start, end };
  return { word, inner: state.inner };
}

function readPart(state: WordState, char: string): void {
  const { script, at } = state;
  switch (char) {
    case "'": {
      const end = endOr(script.indexOf("'", at + 1), script);
      state.text += script.slice(at + 1, end);
      state.at = end + 1;
      break;
    }
    case '"':
      readDoubleQuoted(state);
      break;
    case '\\':
      if (script[at + 1] !== '\n') state.text += script[at + 1] ?? '';
      state.at += 2;
      break;
    case '$':
    case '`':
      readExpansion(state);
      break;
    case '<':
    case '>':
      readSubstitution(state, at + 2);
      break;
  }
}

function readDoubleQuoted(state: WordState): void {
  const { script } = state;
  state.at++;
  while (state.at < script.length && script[state.at] !== '"') {
    const char = script[state.at]!;
    const next = script[state.at + 1];
    if (char === '\\' && next !== undefined) {
      if (next !== '\n') state.text += '$`"\\'.includes(next) ? next : char + next;
      state.at += 2;
    } else if (char === '$' || char === '`') {
      readExpansion(state);
    } else {
      QUOTED.lastIndex = state.at;
      const plain = QUOTED.exec(script)?.[0] ?? char;
      state.text += plain;
      state.at += plain.length;
    }
  }
  state.at++;
}

function readExpansion(state: WordState): void {
  const { script, at } = state;
  if (script[at] === '`') {
    let end = at + 1;
    while (end < script.length && script[end] !== '`') end += script[end] === '\\' ? 2 : 1;
    state.inner.push({ text: script.slice(at + 1, end), start: at + 1 });
    state.text += '${VAR}';
    state.at = end + 1;
  } else if (script.startsWith('$((', at)) {
    state.text += '${VAR}';
    state.at = closing(script, at + 1, '(', ')') + 1;
  } else if (script[at + 1] === '(') {
    readSubstitution(state, at + 2);
  } else if (script[at + 1] === '{') {
    const end = closing(script, at + 1, '{', '}');
    state.text += `\${${script.slice(at + 2, end)}}`;
    state.at = end + 1;
  } else {
    const name = /^\$(\w+|[@*#?$!-])/.exec(script.slice(at, at + 80))?.[1];
    state.text += name === undefined ? '$' : `\${${name}}`;
    state.at += name === undefined ? 1 : name.length + 1;
  }
}

function readSubstitution(state: WordState, start: number): void {
  const end = closing(state.script, start - 1, '(', ')');
  const text = state.script.slice(start, end);
  state.inner.push({ text, start });
  state.text += `\${${text}}`;
  state.at = end + 1;
}

/** Where the bracket that opens at `open` closes: brackets in quotes do not count. */
function closing(script: string, open: number, left: string, right: string): number {
  let depth = 0;
  for (let at = open; at < script.length; at++) {
    const char = script[at];
    if (char === '\\') at++;
    else if (char === "'" && left === '(') at = endOr(script.indexOf("'", at + 1), script);
    else if (char === '"') at = endOfDoubleQuotes(script, at);
    else if (char === left) depth++;
    else if (char === right && --depth === 0) return at;
  }
  return script.length;
}

function endOfDoubleQuotes(script: string, open: number): number {
  for (let at = open + 1; at < script.length; at++) {
    if (script[at] === '\\') at++;
    else if (script[at] === '"') return at;
    else if (script.startsWith('$(', at)) at = closing(script, at + 1, '(', ')');
  }
  return script.length;
}

function endOr(index: number, script: string): number {
  return index === -1 ? script.length : index;
}
