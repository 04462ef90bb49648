import type { RustcDiagnostic, RustcSpan } from './types.js';

/**
 * Names of ours for errors that have no code, by what the message says. The words are those of rustc 1.60 to 1.97; a
 * message that none of them knows is `rust/error`, so a new wording changes a name and loses nothing.
 */
const BY_MESSAGE: readonly [id: string, message: RegExp][] = [
  ['rust/compiler-crashed', /internal compiler error|^the compiler unexpectedly panicked/],
  ['rust/link-failed', /^linking with |^linker `|^could not exec the linker/],
  ['rust/proc-macro-panicked', /^(proc-macro derive|proc macro|custom attribute|procedural macro) panicked/],
  ['rust/macro-not-found', /^cannot find (macro|attribute|derive macro) /],
  ['rust/macro-not-matched', /^no rules expected |^unexpected end of macro invocation|^ambiguous|^local ambiguity/],
  ['rust/recursion-limit', /^recursion limit reached/],
  [
    'rust/format-string',
    /positional argument|argument never used|^invalid format string|format string|^unused argument/,
  ],
  ['rust/env-not-set', /^environment variable `/],
  ['rust/file-not-read', /^couldn't read |^could not read /],
  [
    'rust/syntax',
    /^expected |^unexpected |unclosed delimiter|closing delimiter|^unknown start of token|^unterminated |^missing `|^missing (parameters|condition|expression|fragment|type)|^invalid |^incorrect |^found |^comparison operators|is a reserved keyword|^`?\w+`? (are|is) not allowed|^prefix `|^unknown prefix|cannot be (declared|followed)|^leading `|^keyword |^struct literals are not allowed|^character literal|^bare CR|^numeric character|^no valid digits|^an inner attribute|^`\S+` without `|^labeled expression|^unmatched |^this file contains/,
  ],
  [
    'rust/attribute',
    /^malformed `|^unknown attribute|^attribute |^cannot determine resolution for the attribute|^`#!?\[/,
  ],
  ['rust/feature-not-stable', /^use of unstable|is experimental$|may not be used on the stable/],
];

/**
 * The id of a finding: rustc's code (`E0433`), a lint (`unused_variables`, `clippy::needless_return`), or one of ours.
 */
export function ruleIdOf({ code, message, spans }: RustcDiagnostic): string {
  if (code !== null && code.code !== '') return code.code;
  if (spans.some((span) => span.is_primary && saysCompileError(span))) return 'rust/compile-error';
  return BY_MESSAGE.find(([, pattern]) => pattern.test(message))?.[0] ?? 'rust/error';
}

/** What `compile_error!` and a macro that expands to it say is the words of their author. */
function saysCompileError(span: RustcSpan): boolean {
  if (span.text.some(({ text, highlight_start }) => text.slice(highlight_start - 1).startsWith('compile_error!')))
    return true;
  for (let at = span.expansion; at; at = at.span.expansion) {
    if (/^(#\[derive\(|#\[|.*compile_error!)/.test(at.macro_decl_name)) return true;
  }
  return false;
}

/** The tool that a rule is of. */
export function toolOf(ruleId: string): 'clippy' | 'rustc' {
  return ruleId.startsWith('clippy::') ? 'clippy' : 'rustc';
}
