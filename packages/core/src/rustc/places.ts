import { realpathSync } from 'node:fs';
import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import type { Location, Region } from '../diagnostics/diagnostic.js';
import { createByteIndex } from '../edits/byte-offsets.js';
import { createLineIndex, type LineIndex } from '../edits/line-index.js';
import { toPosix } from '../files/paths.js';
import type { MessageContext } from './context.js';
import { regionInLines } from './columns.js';
import type { RustcSpan } from './types.js';

/** Where a span lies. */
export interface Place extends Location {
  region: Region;
  /** The file has at that place the text that the compiler saw: an edit there hits what it means. */
  exact: boolean;
  /** In the folder of the crate that the message is about. */
  ofCrate: boolean;
}

/** Finds the places of spans in the workspace. */
export interface Places {
  /** `undefined` for what nobody here can edit: a dependency, the standard library, generated code. */
  of(this: void, span: RustcSpan): Place | undefined;
  /** A path in a message, relative to the workspace root; `undefined` outside, and below cargo's target folder. */
  fileOf(this: void, path: string): string | undefined;
}

export function createPlaces(context: MessageContext): Places {
  const folders = context.resolve ? { roots: [], generated: [] } : foldersOf(context);
  const files = new Map<string, string | undefined>();
  const sources = new Map<string, Source | undefined>();

  const fileOf = (name: string): string | undefined => {
    // `<proc-macro source>` and its like.
    if (name === '' || name.startsWith('<')) return undefined;
    if (context.resolve) return context.resolve(name);
    if (!files.has(name)) {
      const path = isAbsolute(name) ? name : resolve(context.cargoRoot, name);
      const isGenerated = folders.generated.some((folder) => within(folder, path) !== undefined);
      files.set(name, isGenerated ? undefined : firstWithin(folders.roots, path));
    }
    return files.get(name);
  };

  const sourceOf = (file: string): Source | undefined => {
    if (!sources.has(file)) {
      const text = context.sources(file);
      sources.set(
        file,
        text === undefined ? undefined : { text, lines: createLineIndex(text), toUnits: createByteIndex(text) },
      );
    }
    return sources.get(file);
  };

  return {
    fileOf,
    of(span) {
      const file = fileOf(span.file_name);
      if (file === undefined) return undefined;
      const source = sourceOf(file);
      const exact = source && exactRegion(span, source);
      const ofCrate = context.crateRoot === '.' || file.startsWith(`${posix.normalize(context.crateRoot)}/`);
      return { file, region: exact ?? regionInLines(span), exact: exact !== undefined, ofCrate };
    },
  };
}

/** Each folder under the name that was given and under its real one. */
function foldersOf({ workspaceRoot, targetDirectory }: MessageContext): { roots: string[]; generated: string[] } {
  return {
    roots: [workspaceRoot, realPath(workspaceRoot)],
    generated: targetDirectory === undefined ? [] : [targetDirectory, realPath(targetDirectory)],
  };
}

function firstWithin(folders: readonly string[], path: string): string | undefined {
  return folders.map((folder) => within(folder, path)).find((name) => name !== undefined);
}

interface Source {
  text: string;
  lines: LineIndex;
  toUnits(this: void, byteOffset: number): number;
}

/**
 * The region by the span's byte offsets, which rustc counts in the file as it lies on the disk. `undefined` when the file
 * no longer has the lines that the span was made from: cargo replays the messages of a crate that it takes for fresh by
 * the time of its files.
 */
function exactRegion(span: RustcSpan, { text, lines, toUnits }: Source): Region | undefined {
  try {
    const start = toUnits(span.byte_start);
    const end = toUnits(span.byte_end);
    if (end < start) return undefined;
    const first = span.text[0];
    if (first && first.text !== lineAround(text, start)) return undefined;
    const last = span.text.at(-1);
    if (last && last.text !== lineAround(text, end)) return undefined;
    return { start: lines.offsetToPosition(start), end: lines.offsetToPosition(end) };
  } catch {
    return undefined;
  }
}

/** A line as rustc sees it: it ends with a line feed, and neither a byte order mark nor a carriage return before that counts. */
function lineAround(text: string, offset: number): string {
  let start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  if (start === 0 && text.charCodeAt(0) === 0xfeff) start = 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? text.length : end);
  return end >= 0 && line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** A path relative to a folder that it lies in, with forward slashes. */
function within(folder: string, path: string): string | undefined {
  const name = relative(folder, path);
  return name === '' || name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name) ? undefined : toPosix(name);
}

/** Cargo names folders by their real path, whatever links led there. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
