/**
 * Blanks what is no code in a Rust source: comments, and what stands between the quotes of strings and characters. The
 * length and the line ends stay, so that an offset means the same place in both texts.
 */
export function maskRust(text: string): string {
  let masked = '';
  let at = 0;
  while (at < text.length) {
    const [end, keep] = nextPiece(text, at);
    const piece = text.slice(at, end);
    masked += keep === 'all' ? piece : blank(piece, keep === 'quotes');
    at = end;
  }
  return masked;
}

type Keep = 'all' | 'quotes' | 'nothing';

const RAW = /(?:b|c)?r(#*)"/y;
const CHARACTER = /b?'(?:\\(?:u\{[^}]*\}|x..|.)|[^\\'])'/y;
const WORD = /[A-Za-z0-9_]+/y;

function nextPiece(text: string, at: number): [end: number, keep: Keep] {
  if (text.startsWith('//', at)) return [indexOr(text, '\n', at), 'nothing'];
  if (text.startsWith('/*', at)) return [commentEnd(text, at), 'nothing'];
  const raw = matchAt(RAW, text, at);
  if (raw) {
    const close = `"${raw[1]}`;
    const end = text.indexOf(close, at + raw[0].length);
    return [end < 0 ? text.length : end + close.length, 'quotes'];
  }
  if (text[at] === '"') return [stringEnd(text, at), 'quotes'];
  const character = matchAt(CHARACTER, text, at);
  if (character) return [at + character[0].length, 'quotes'];
  // A word in one piece: the `r` of `var"` begins no raw string.
  return [at + (matchAt(WORD, text, at)?.[0].length ?? 1), 'all'];
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function indexOr(text: string, search: string, at: number): number {
  const found = text.indexOf(search, at);
  return found < 0 ? text.length : found;
}

/** Block comments nest in Rust. */
function commentEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text.startsWith('/*', i)) depth++;
    else if (text.startsWith('*/', i)) depth--;
    else continue;
    i++;
    if (depth === 0) return i + 1;
  }
  return text.length;
}

function stringEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}

function blank(piece: string, quotes: boolean): string {
  return piece.replace(/[^\r\n]/g, (character) =>
    quotes && (character === '"' || character === "'") ? character : ' ',
  );
}
