import { createLineCounter, type RustToken, rustTokens } from '@hone/core/cargo';

/** A name in a source that a crate may go by. */
export interface CrateName {
  name: string;
  /** 1-based. */
  line: number;
  /** It stands in an item that only tests are built with: below `#[cfg(test)]` or `#[test]`. */
  inTest: boolean;
}

/** What a source says of other crates and of its own modules. */
export interface SourceNames {
  names: CrateName[];
  /** Modules in files of their own that only tests are built with: `#[cfg(test)] mod x;`. */
  testModules: string[];
  /** All modules in files of their own: `mod x;`. */
  modules: string[];
  /** Features that `cfg(feature = "…")` asks for. */
  features: string[];
  /** It includes code that the build writes: `include!(concat!(env!("OUT_DIR"), …))` and macros that do the same. */
  includesGenerated: boolean;
}

/** Macros that include what a build script wrote. */
const GENERATED = /^(?:include_proto|include_file_descriptor_set|include_generated|lalrpop_mod|include_modules)$/;

/**
 * The names of a Rust source that may be crates: heads of paths (`serde::…`), what `use` and `extern crate` name first, and
 * paths in strings of attributes (`#[serde(with = "humantime_serde")]`). A word that is no head of a path is a variable
 * or a field, and is passed over. Comments are not read; see {@link docTests}.
 */
export function crateNames(text: string): SourceNames {
  const tokens = rustTokens(text);
  const lineAt = createLineCounter(text);
  const tests = testRanges(tokens);
  const names: CrateName[] = [];
  let includesGenerated = false;
  tokens.forEach((token, at) => {
    includesGenerated ||= isGenerated(tokens, at);
    const name = nameAt(tokens, at);
    if (name === undefined) return;
    const inTest = tests.ranges.some(([start, end]) => at >= start && at <= end);
    names.push({ name, line: lineAt(token.offset), inTest });
  });
  return {
    names,
    testModules: tests.modules,
    modules: modulesOf(tokens),
    features: featuresOf(tokens),
    includesGenerated,
  };
}

function modulesOf(tokens: readonly RustToken[]): string[] {
  return tokens.flatMap(({ value, kind }, at) =>
    kind === 'word' && value === 'mod' && tokens[at + 2]?.value === ';' ? [tokens[at + 1]?.value ?? ''] : [],
  );
}

function featuresOf(tokens: readonly RustToken[]): string[] {
  return tokens.flatMap(({ value, kind }, at) =>
    kind === 'text' && tokens[at - 1]?.value === '=' && tokens[at - 2]?.value === 'feature' ? [value] : [],
  );
}

/**
 * The code of doc tests, each line where it stands in the text: blocks of doc comments, or of Markdown that is included as
 * one. Blocks that are never compiled (`text`, `ignore`) are left out.
 */
export function docTests(text: string, markdown = false): string {
  /** The mark that ends the block, and whether it is compiled. */
  let block: { mark: string; compiled: boolean } | undefined;
  return text
    .split('\n')
    .map((line) => {
      const doc = markdown ? line : /^\s*(?:\/\/[/!]|\*(?!\/)|\/\*[*!]) ?(.*)$/.exec(line)?.[1];
      if (doc === undefined) {
        // What follows a doc comment is none; a block comment may have lines without a star.
        if (/^\s*\S/.test(line)) block = undefined;
        return '';
      }
      const [, mark, info = ''] = /^\s*(?:>\s*)?(```+|~~~+)\s*([^`]*)$/.exec(doc) ?? [];
      if (mark === undefined) return block?.compiled ? doc.replace(/^\s*#(?: |$)/, '') : '';
      if (!block) block = { mark, compiled: isCompiled(info) };
      else if (mark.startsWith(block.mark) && info.trim() === '') block = undefined;
      return '';
    })
    .join('\n');
}

/** Whether rustdoc compiles a block with these words behind its mark. */
function isCompiled(info: string): boolean {
  const words = info.split(/[\s,]+/).filter(Boolean);
  return words.every((word) => RUST_FENCE.test(word));
}

const RUST_FENCE = /^(?:rust|no_run|should_panic|compile_fail|ignore-.*|edition\d+|standalone(?:_crate)?|E\d+|\{.*\})$/;

function nameAt(tokens: readonly RustToken[], at: number): string | undefined {
  const token = tokens[at];
  if (token?.kind === 'text') {
    const isFeature = tokens[at - 2]?.value === 'feature';
    return !isFeature && isInAttribute(tokens, at) ? /^([A-Za-z_]\w*)(?:::|$)/.exec(token.value)?.[1] : undefined;
  }
  if (token?.kind !== 'word' || token.value === 'use') return undefined;
  const before = tokens[at - 1]?.value;
  if (before === 'use') return token.value;
  if (before === 'crate' && tokens[at - 2]?.value === 'extern') return token.value;
  // A method (but not the end of a range), or a type or function with generic arguments.
  if (
    (before === '.' && tokens[at - 2]?.value !== '.') ||
    (isPathMark(tokens, at + 1) && tokens[at + 3]?.value === '<')
  )
    return undefined;
  if (isPathMark(tokens, at - 2)) {
    const imported = tokens[at - 3]?.value === 'use';
    return imported || (leadsPath(tokens, at - 2) && isPathMark(tokens, at + 1)) ? token.value : undefined;
  }
  return isPathMark(tokens, at + 1) || isInUseGroup(tokens, at) ? token.value : undefined;
}

function isPathMark(tokens: readonly RustToken[], at: number): boolean {
  return tokens[at]?.value === ':' && tokens[at + 1]?.value === ':' && tokens[at]?.kind === 'mark';
}

/** `::serde::…` begins a path; `a::serde::…` does not. */
function leadsPath(tokens: readonly RustToken[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined) return true;
  if (before.kind !== 'mark')
    return /^(?:use|as|in|return|dyn|impl|mut|for|where|else|match|if|while|await|move)$/.test(before.value);
  // `-> ::log::Level`, not `<T as X>::log::…`.
  return before.value !== '>' || /[-=]/.test(tokens[at - 2]?.value ?? '');
}

/** `use {anyhow, serde as s};`: the names right inside a group that follows `use`. */
function isInUseGroup(tokens: readonly RustToken[], at: number): boolean {
  const before = tokens[at - 1]?.value;
  if (before !== '{' && before !== ',') return false;
  let depth = 0;
  for (let i = at - 1; i >= 0 && at - i < 500; i--) {
    const { value } = tokens[i]!;
    if (value === '}') depth++;
    else if (value === '{' && depth-- === 0) return tokens[i - 1]?.value === 'use';
    else if (value === ';') return false;
  }
  return false;
}

function isInAttribute(tokens: readonly RustToken[], at: number): boolean {
  let depth = 0;
  for (let i = at - 1; i >= 0 && at - i < 200; i--) {
    const { kind, value } = tokens[i]!;
    if (kind !== 'mark') continue;
    if (value === ']' || value === ';' || value === '}') return false;
    if (value === ')') depth++;
    else if (value === '(') depth--;
    else if (value === '[') return tokens[i - 1]?.value === '#' || tokens[i - 1]?.value === '!';
  }
  return false;
}

function isGenerated(tokens: readonly RustToken[], at: number): boolean {
  const { kind, value } = tokens[at]!;
  if (kind === 'text') return value === 'OUT_DIR' && tokens[at - 2]?.value === '!';
  return kind === 'word' && GENERATED.test(value) && tokens[at + 1]?.value === '!';
}

/** Items below `#[cfg(test)]`, `#[test]` and the like: ranges of tokens, and modules that lie in files of their own. */
function testRanges(tokens: readonly RustToken[]): { ranges: [number, number][]; modules: string[] } {
  const ranges: [number, number][] = [];
  const modules: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.value !== '#' || tokens[at + 1]?.value !== '[') continue;
    const close = closingToken(tokens, at + 1);
    if (!isTestAttribute(tokens.slice(at + 2, close))) continue;
    const end = endOfItem(tokens, close + 1);
    ranges.push([at, end]);
    const item = tokens.slice(close + 1, end + 1).map(({ value }) => value);
    const mod = item.indexOf('mod');
    if (mod >= 0 && item.at(-1) === ';') modules.push(item[mod + 1] ?? '');
    at = end;
  }
  return { ranges, modules };
}

/** `cfg(test)`, `cfg(all(test, …))`, `test`, `tokio::test`, `bench`; not `cfg(not(test))`. */
function isTestAttribute(attribute: readonly RustToken[]): boolean {
  const words = attribute.filter(({ kind }) => kind === 'word').map(({ value }) => value);
  if (words[0] === 'cfg') return words.includes('test') && !words.includes('not') && !words.includes('any');
  const [last] = attribute.some(({ value }) => value === '(') ? [] : words.slice(-1);
  return last === 'test' || last === 'bench' || words[0] === 'rstest' || words[0] === 'test_case';
}

/** The last token of the item that begins at `at`: its `;`, or the brace that closes its first block. */
function endOfItem(tokens: readonly RustToken[], at: number): number {
  for (let i = at; i < tokens.length; i++) {
    const value = tokens[i]?.value;
    if (value === ';') return i;
    if (value === '{') return closingToken(tokens, i);
    if (value === '(' || value === '[') i = closingToken(tokens, i);
  }
  return tokens.length - 1;
}

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The token that closes the bracket at a position. */
export function closingToken(tokens: readonly RustToken[], at: number): number {
  const open = tokens[at]?.value ?? '';
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    const { kind, value } = tokens[i]!;
    if (kind !== 'mark') continue;
    if (value === open) depth++;
    else if (value === PAIRS[open] && --depth === 0) return i;
  }
  return tokens.length - 1;
}
