import { splitWords, unquote } from './words.js';

/** What opens a heredoc. */
export interface HeredocMarker {
  name: string;
  /** `<<-`: leading tabs are taken off. */
  chomps: boolean;
  expands: boolean;
}

const OPENER = /^(?:ONBUILD\s+)?(?:RUN|COPY|ADD)\s/i;
const MARKER = /^\d*<<(-?)\s*([^<\s]+|[^<]*["'][^<]*)$/;

/**
 * The heredocs that an instruction opens. Like BuildKit, only a word that begins with `<<` counts, so `"a <<b"`, `<<<c`
 * and `$((1<<2))` open none, and the JSON form has none.
 *
 * @param instruction on one line, from its keyword on
 */
export function heredocMarkers(instruction: string, escape: string): HeredocMarker[] {
  if (!instruction.includes('<<') || !OPENER.test(instruction)) return [];
  const operands = instruction.replace(OPENER, '').replace(/^(\s*--\S+)+\s/, '');
  if (isStringList(operands)) return [];
  const words = splitWords(operands, escape);
  return words.flatMap(({ raw }, at) => {
    const next = words[at + 1];
    // A space may stand between the marker and its name.
    const written = /^\d*<<-?$/.test(raw) && next ? raw + next.raw : raw;
    const [, dash, name] = MARKER.exec(written) ?? [];
    if (name === undefined || name === '') return [];
    const plain = unquote(name, '\\');
    return [{ name: plain, chomps: dash === '-', expands: !/["']/.test(name) }];
  });
}

function isStringList(text: string): boolean {
  if (!text.trimStart().startsWith('[')) return false;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
  } catch {
    return false;
  }
}
