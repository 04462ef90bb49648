import type { Location, Position, Region } from '../diagnostics/diagnostic.js';
import { createLineIndex, type LineIndex } from '../edits/line-index.js';
import { isRecord, type Json, listAt, numberAt, recordAt, textAt } from './json.js';
import { uriToFile } from './uri.js';

/** Reads the locations of one run. */
export interface Locator {
  /** A SARIF `location`; `undefined` when it names no file. */
  location(this: void, location: Json): Location | undefined;
  /** A SARIF `artifactLocation`. */
  file(this: void, artifact: Json): string | undefined;
  /** A `region` whose end is known; `undefined` when it can't be told exactly. */
  exactRegion(this: void, region: Json, file: string): Region | undefined;
}

/** @param run a SARIF `run`: its base URIs, artifacts and unit of columns hold for all its locations */
export function createLocator(
  run: Json,
  options: { workspaceRoot?: string; sources?: (file: string) => string | undefined },
): Locator {
  const artifacts = listAt(run, 'artifacts');
  const bases = recordAt(run, 'originalUriBaseIds');
  const codePoints = countsCodePoints(run);
  const indexes = new Map<string, Source | undefined>();

  const source = (name: string): Source | undefined => {
    if (!indexes.has(name)) {
      const text = options.sources?.(name);
      indexes.set(name, text === undefined ? undefined : { text, index: createLineIndex(text) });
    }
    return indexes.get(name);
  };

  const file = (artifact: Json): string | undefined => {
    const index = numberAt(artifact, 'index');
    const listed = index === undefined ? undefined : artifacts[index];
    const place = textAt(artifact, 'uri') === undefined && isRecord(listed) ? recordAt(listed, 'location') : artifact;
    const uri = textAt(place, 'uri');
    return uri === undefined
      ? undefined
      : uriToFile(uri, baseOf(bases, textAt(place, 'uriBaseId')), options.workspaceRoot);
  };

  const exactRegion = (region: Json, name: string): Region | undefined => {
    const text = source(name);
    const read = readRegion(region, text);
    return read?.exact ? inUtf16(read.region, codePoints, text) : undefined;
  };

  const location = (value: Json): Location | undefined => {
    const physical = recordAt(value, 'physicalLocation');
    const name = file(recordAt(physical, 'artifactLocation'));
    if (name === undefined) return undefined;
    const text = source(name);
    const read = readRegion(recordAt(physical, 'region'), text);
    return read ? { file: name, region: inUtf16(read.region, codePoints, text) } : { file: name };
  };

  return { location, file, exactRegion };
}

/** Tools that count code points and don't say so, as their output shows (ruff 0.17, clippy-sarif 0.8). */
const CODE_POINT_TOOLS = new Set(['ruff', 'clippy', 'rustc']);

/** A log that doesn't name the unit of its columns mostly comes from a program in which a string is UTF-16. */
function countsCodePoints(run: Json): boolean {
  const name = textAt(recordAt(recordAt(run, 'tool'), 'driver'), 'name')?.toLowerCase() ?? '';
  const unit = textAt(run, 'columnKind');
  return unit === undefined ? CODE_POINT_TOOLS.has(name) : unit === 'unicodeCodePoints';
}

interface Source {
  text: string;
  index: LineIndex;
}

/** The URI of a base, which may itself be relative to another one. */
function baseOf(bases: Json, id: string | undefined, depth = 0): string | undefined {
  if (id === undefined || depth > 8) return undefined;
  const base = recordAt(bases, id);
  const uri = textAt(base, 'uri');
  if (uri === undefined) return undefined;
  const parent = baseOf(bases, textAt(base, 'uriBaseId'), depth + 1);
  return parent === undefined ? uri : parent.replace(/\/?$/, '/') + uri;
}

/**
 * The defaults of SARIF 3.30: columns from 1, the end on the start's line and at the end of it. Where the source is not
 * at hand, that end is unknown and the region is empty and not `exact`.
 */
function readRegion(region: Json, source: Source | undefined): { region: Region; exact: boolean } | undefined {
  const line = numberAt(region, 'startLine');
  if (!line) return readOffsets(region, source);
  const start: Position = { line, column: numberAt(region, 'startColumn') || 1 };
  const endLine = Math.max(line, numberAt(region, 'endLine') || line);
  const endColumn = numberAt(region, 'endColumn') || undefined;
  if (endColumn !== undefined) {
    const backwards = endLine === line && endColumn < start.column;
    return { region: { start, end: backwards ? start : { line: endLine, column: endColumn } }, exact: !backwards };
  }
  const text = source?.index.lineText(endLine);
  if (text === undefined) return { region: { start, end: start }, exact: false };
  const end = { line: endLine, column: text.length + 1 };
  return { region: { start, end: endLine === line && end.column < start.column ? start : end }, exact: true };
}

function readOffsets(region: Json, source: Source | undefined): { region: Region; exact: boolean } | undefined {
  const from = numberAt(region, 'charOffset');
  if (from === undefined || !source) return undefined;
  const to = from + (numberAt(region, 'charLength') ?? 0);
  if (to > source.text.length) return undefined;
  return {
    region: { start: source.index.offsetToPosition(from), end: source.index.offsetToPosition(to) },
    exact: numberAt(region, 'charLength') !== undefined,
  };
}

/** Without the source the column is kept: it is right on every line of the basic plane. */
function inUtf16(region: Region, codePoints: boolean, source: Source | undefined): Region {
  if (!codePoints || !source) return region;
  const convert = ({ line, column }: Position): Position => {
    const text = source.index.lineText(line);
    if (text === undefined) return { line, column };
    const before = Array.from(text)
      .slice(0, column - 1)
      .join('').length;
    return { line, column: before + 1 };
  };
  return { start: convert(region.start), end: convert(region.end) };
}
