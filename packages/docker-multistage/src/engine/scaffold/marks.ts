import { createHash } from 'node:crypto';
import { HoneError } from '@hone/core/diagnostics';

/** A piece of a generated file. */
export interface Part {
  name: string;
  /** Without marks, without a line end at its end. */
  text: string;
}

/** A piece of a file as it is on disk. */
type Piece = { kind: 'text'; text: string } | MarkedPiece;

interface MarkedPiece {
  kind: 'part';
  name: string;
  text: string;
  /** The digest in its end mark; it tells whether the part is as it was written. */
  digest: string;
}

/** What a run did to the parts of a file. */
export interface Merged {
  text: string;
  /** Parts that were edited by hand and stay as they are, though they would be different now. */
  kept: string[];
}

const BEGIN = /^# hone:begin (\S+)\s*$/;
const END = /^# hone:end (\S+?)(?: ([0-9a-f]{8}))?\s*$/;

/** Whether a file has parts that this generator wrote. */
export function hasMarks(text: string): boolean {
  return text.split(/\r?\n/).some((line) => BEGIN.test(line));
}

/** A new file of these parts. */
export function renderParts(parts: readonly Part[]): string {
  return `${parts.map(renderPart).join('\n\n')}\n`;
}

function renderPart({ name, text }: Part): string {
  return `# hone:begin ${name}\n${text}\n# hone:end ${name} ${digestOf(text)}`;
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** How a file is brought up to date. */
export interface MergeOptions {
  /** For messages. */
  file: string;
  /** Whether the text outside the marks already holds what a part is about: then the part is the user's. */
  isElsewhere?(name: string, outside: string): boolean;
  /** Rewrites parts that were edited, too. */
  force?: boolean;
}

/**
 * Brings the parts of a file up to date. What lies outside of them stays, byte for byte; a part that was edited stays;
 * a part that is not wanted any more goes; a new one takes its place among the others.
 *
 * @throws HoneError when the marks do not pair
 */
export function mergeParts(existing: string, parts: readonly Part[], options: MergeOptions): Merged {
  const pieces = parsePieces(existing.replaceAll('\r\n', '\n'), options.file);
  const kept: string[] = [];
  const wanted = new Map(parts.map((part) => [part.name, part]));
  const isEdited = (piece: MarkedPiece): boolean => piece.digest !== digestOf(piece.text) && !options.force;
  const isGone = (piece: Piece | undefined): boolean =>
    piece?.kind === 'part' && !wanted.has(piece.name) && !isEdited(piece);
  const updated = pieces.flatMap((piece, index): Piece[] => {
    if (piece.kind === 'text') return isGone(pieces[index - 1]) ? withoutFirstLine(piece.text) : [piece];
    const part = wanted.get(piece.name);
    if (isEdited(piece) && part?.text !== piece.text) {
      kept.push(piece.name);
      return [piece];
    }
    return part ? [marked(part)] : [];
  });
  const text = render(insertMissing(updated, parts, options));
  return { text: existing.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text, kept };
}

/** The blank line behind a part goes with it. */
function withoutFirstLine(text: string): Piece[] {
  const [first, ...rest] = text.split('\n');
  if (first !== '') return [{ kind: 'text', text }];
  return rest.length === 0 ? [] : [{ kind: 'text', text: rest.join('\n') }];
}

const marked = ({ name, text }: Part): MarkedPiece => ({ kind: 'part', name, text, digest: digestOf(text) });

/** Puts each part that is not there behind the one that it follows, or before all others. */
function insertMissing(pieces: readonly Piece[], parts: readonly Part[], options: MergeOptions): Piece[] {
  const result = [...pieces];
  const outside = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('\n');
  parts.forEach((part, index) => {
    if (result.some((piece) => piece.kind === 'part' && piece.name === part.name)) return;
    if (options.isElsewhere?.(part.name, outside)) return;
    const before = parts.slice(0, index).map(({ name }) => name);
    const at = result.findLastIndex((piece) => piece.kind === 'part' && before.includes(piece.name));
    const first = result.findIndex((piece) => piece.kind === 'part');
    result.splice(at >= 0 ? at + 1 : Math.max(first, 0), 0, marked(part));
  });
  return result;
}

function parsePieces(text: string, file: string): Piece[] {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  let open: { name: string; line: number } | undefined;
  const flush = (): void => {
    if (lines.length > 0) pieces.push({ kind: 'text', text: lines.join('\n') });
    lines = [];
  };
  text.split('\n').forEach((line, index) => {
    const begin = BEGIN.exec(line);
    const end = END.exec(line);
    if (begin) {
      if (open) throw unpaired(file, open);
      flush();
      open = { name: begin[1]!, line: index + 1 };
    } else if (end) {
      if (open?.name !== end[1]) throw unpaired(file, open ?? { name: end[1]!, line: index + 1 });
      pieces.push({ kind: 'part', name: open!.name, text: lines.join('\n'), digest: end[2] ?? '' });
      lines = [];
      open = undefined;
    } else {
      lines.push(line);
    }
  });
  if (open) throw unpaired(file, open);
  flush();
  return pieces;
}

function unpaired(file: string, { name, line }: { name: string; line: number }): HoneError {
  return new HoneError(`The marks of the part \`${name}\` do not pair: ${file}:${line}.`, {
    file,
    line,
    hint: `Write \`# hone:begin ${name}\` before it and \`# hone:end ${name}\` after it, or remove both.`,
  });
}

/** One blank line between two parts that meet; text keeps the lines that it has. */
function render(pieces: readonly Piece[]): string {
  let text = '';
  pieces.forEach((piece, index) => {
    const last = pieces[index - 1];
    if (last) text += last.kind === 'part' && piece.kind === 'part' ? '\n\n' : '\n';
    text +=
      piece.kind === 'text'
        ? piece.text
        : `# hone:begin ${piece.name}\n${piece.text}\n# hone:end ${piece.name}${piece.digest && ` ${piece.digest}`}`;
  });
  return text.endsWith('\n') ? text : `${text}\n`;
}
