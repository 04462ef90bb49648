import { DOUBLE_QUOTE, endOfLine, HASH, SINGLE_QUOTE } from './characters.js';
import { skipString } from './strings.js';

/** What is known of code that runs under a condition: bits that add up. */
export const TYPE_CHECKING = 1;
export const OPTIONAL = 2;
export const GUARDED = 4;
export const IN_FUNCTION = 8;

/** What the test of an `if` says of its body, and of every later branch. */
export interface Verdict {
  body: number;
  others: number;
}

const NOTHING: Verdict = { body: 0, others: 0 };
const INTERESTING = /TYPE_CHECKING|platform|version_info|os\s*\.\s*name|PY|py3|pypy|WIN|LINUX|MACOS|DARWIN/;
const PLATFORM = /(?<![\w.])(?:_?sys\s*\.\s*(?:platform|version_info)|_?os\s*\.\s*name|platform\s*\.\s*system)(?!\w)/;
/** Constants that projects derive from those: `PY310`, `PY_3_14_PLUS`, `py311`, `IS_WINDOWS`, `ON_MACOS`, `PYPY`. */
const PLATFORM_CONSTANT =
  /(?<!\w)(?:IS_|ON_|_)?(?:PY(?:THON)?_?\d\w*|py3\d+\w*|PY_?VERSION|C?PYPY|WINDOWS|WIN32|WIN|LINUX|MACOS|DARWIN|is_pypy)(?!\w)/;
const CHECKING = /^(?:\w+\.)*TYPE_CHECKING$/;
const CATCHES_IMPORT_ERROR = /(?<!\w)(?:ImportError|ModuleNotFoundError|Exception|BaseException)(?!\w)/;
const SUPPRESSES = /(?<!\w)(?:suppress|raises|assertRaises|assertRaisesRegex)\s*\(/;

/** Judges the text between `if` or `elif` and its colon. */
export function judgeTest(text: string): Verdict {
  if (!INTERESTING.test(text)) return NOTHING;
  const test = withoutLiterals(text);
  const guard = PLATFORM.test(test) || PLATFORM_CONSTANT.test(test) ? GUARDED : 0;
  const checking = test.includes('TYPE_CHECKING') ? judgeTypeChecking(test) : NOTHING;
  return { body: guard | checking.body, others: guard | checking.others };
}

/** `TYPE_CHECKING`, `not TYPE_CHECKING`, and either as an operand of one `and` or `or` without parentheses. */
function judgeTypeChecking(test: string): Verdict {
  const plain = withoutOuterParens(test.trim());
  const isChecking = (operand: string) => CHECKING.test(operand.replace(/\s*\.\s*/g, '.'));
  const isNotChecking = (operand: string) => /^not\b/.test(operand) && isChecking(withoutOuterParens(operand.slice(3)));
  const conjuncts = split(plain, /\band\b/, /\bor\b|\bif\b/);
  const alternatives = split(plain, /\bor\b/, /\band\b|\bif\b/);
  return {
    body: conjuncts.some(isChecking) ? TYPE_CHECKING : 0,
    others: alternatives.some(isNotChecking) ? TYPE_CHECKING : 0,
  };
}

function split(test: string, by: RegExp, unless: RegExp): string[] {
  return unless.test(test) ? [] : test.split(by).map((operand) => operand.trim());
}

function withoutOuterParens(test: string): string {
  let text = test.trim();
  for (let inner; (inner = /^\(([^()]*)\)$/.exec(text)?.[1]) !== undefined;) text = inner.trim();
  return text;
}

/** Whether the handler with this text between `except` and its colon catches a failed import. */
export function catchesImportError(text: string): boolean {
  const handler = withoutLiterals(text).replace(/\bas\s+\w+\s*$/, '');
  return /^[\s*]*$/.test(handler) || CATCHES_IMPORT_ERROR.test(handler);
}

/** Whether a `with` of this text lets its body go on after a failed import, or expects it to fail. */
export function suppressesImportError(text: string): boolean {
  return SUPPRESSES.test(text) && CATCHES_IMPORT_ERROR.test(withoutLiterals(text));
}

/** The code without comments, and with every string literal emptied. */
function withoutLiterals(text: string): string {
  if (!/["'#\\]/.test(text)) return text;
  let code = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char !== SINGLE_QUOTE && char !== DOUBLE_QUOTE && char !== HASH) continue;
    code += `${text.slice(from, i)} `;
    from = char === HASH ? endOfLine(text, i) : skipString(text, i);
    i = from - 1;
  }
  return (code + text.slice(from)).replaceAll('\\\n', ' ');
}
