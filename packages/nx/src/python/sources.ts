import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Walker } from '@hone/core/files';
import { decodePython, scanPythonImports } from '@hone/core/python';
import type { SourceFacts } from './types.js';

/** Imports of one project's files by path relative to the project, each with the file's size and times. */
export type CachedSources = Record<string, [signature: string, ...imports: number[]]>;

/** A file beyond this size is data, and scanning it at every change would cost more than an edge is worth. */
const MAX_BYTES = 4 * 1024 * 1024;

const MODULE_ENDINGS = ['.py', '.pyi', '.pyx', '.so', '.pyd'];

/** The text of each import once, and its number: most files import the same things. */
export class ImportTexts {
  readonly texts: string[];
  readonly #numbers: Map<string, number>;

  constructor(texts: string[] = []) {
    this.texts = texts;
    this.#numbers = new Map(texts.map((text, number) => [text, number]));
  }

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }
}

/** The module files of a project, and the imports of those that changed read anew. */
export function readSources(
  workspaceRoot: string,
  root: string,
  nestedRoots: readonly string[],
  walker: Walker,
  texts: ImportTexts,
  cached: CachedSources | undefined,
): { sources: SourceFacts[]; cache: CachedSources; changed: boolean } {
  const sources: SourceFacts[] = [];
  const cache: CachedSources = {};
  const prefix = root === '.' ? 0 : root.length + 1;
  let changed = false;
  let count = 0;
  for (const entry of walker.listEntries(root, { extensions: MODULE_ENDINGS, nestedRoots })) {
    const name = entry.file.slice(prefix);
    const signature = `${entry.size}:${entry.mtimeMs}:${entry.ctimeMs}`;
    let known = cached?.[name];
    if (known?.[0] !== signature) {
      changed = true;
      const imports = entry.size > MAX_BYTES ? [] : readImports(path.join(workspaceRoot, entry.file));
      known = [signature, ...imports.map((text) => texts.numberOf(text))];
    }
    cache[name] = known!;
    count++;
    const numbers = known!.slice(1) as number[];
    sources.push({ file: entry.file, imports: numbers.map((number) => texts.texts[number]!) });
  }
  return { sources, cache, changed: changed || count !== Object.keys(cached ?? {}).length };
}

function readImports(file: string): string[] {
  if (!/\.pyi?$/.test(file)) return [];
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return [];
  }
  const decoded = decodePython(bytes);
  // Keywords and most module names are ASCII in every encoding that a Python source can have.
  const text = 'text' in decoded ? decoded.text : bytes.toString('latin1');
  const found = new Set<string>();
  for (const { module, level, names } of scanPythonImports(text)) {
    if (level === 0 && module !== '') found.add([module, ...names].join(' '));
  }
  return [...found];
}
