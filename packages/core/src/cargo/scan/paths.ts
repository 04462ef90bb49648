import type { RustToken } from './tokens.js';

/** Stands for the crate's folder in the value of an expression. */
export const CRATE_ROOT = '\0';

/** A value and the position after it. */
interface Evaluated {
  value: string;
  next: number;
}

/**
 * The value of the expression at a position, when it is a string, a `concat!` of values, or
 * `env!("CARGO_MANIFEST_DIR")`, which gives {@link CRATE_ROOT}. Anything else, such as `OUT_DIR`, is unknown here.
 */
export function evaluate(tokens: readonly RustToken[], at: number): Evaluated | undefined {
  const token = tokens[at];
  if (token?.kind === 'text') return { value: token.value, next: at + 1 };
  // `&` and a path in front of the macro's name.
  if (isMark(token, '&')) return evaluate(tokens, at + 1);
  if (token?.kind === 'word' && isMark(tokens[at + 1], ':') && isMark(tokens[at + 2], ':')) {
    return evaluate(tokens, at + 3);
  }
  if (token?.kind !== 'word' || !isMark(tokens[at + 1], '!')) return undefined;
  const open = at + 2;
  if (!isOpen(tokens[open])) return undefined;
  if (token.value === 'concat') return evaluateParts(tokens, open + 1);
  if (token.value !== 'env' || tokens[open + 1]?.value !== 'CARGO_MANIFEST_DIR') return undefined;
  return { value: CRATE_ROOT, next: afterClose(tokens, open + 2) };
}

function evaluateParts(tokens: readonly RustToken[], from: number): Evaluated | undefined {
  let value = '';
  let at = from;
  while (at < tokens.length && !isClose(tokens[at])) {
    const part = evaluate(tokens, at);
    if (!part) return undefined;
    value += part.value;
    at = isMark(tokens[part.next], ',') ? part.next + 1 : part.next;
    if (at === part.next && !isClose(tokens[at])) return undefined;
  }
  return { value, next: at + 1 };
}

function afterClose(tokens: readonly RustToken[], from: number): number {
  let at = from;
  while (at < tokens.length && !isClose(tokens[at])) at++;
  return at + 1;
}

/** Whether a token is this one character. */
export function isMark(token: RustToken | undefined, value: string): boolean {
  return token?.kind === 'mark' && token.value === value;
}

export function isOpen(token: RustToken | undefined): boolean {
  return token?.kind === 'mark' && '([{'.includes(token.value);
}

export function isClose(token: RustToken | undefined): boolean {
  return token?.kind === 'mark' && ')]}'.includes(token.value);
}
