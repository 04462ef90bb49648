import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Walker } from '@hone/core/files';
import { readers } from '../graph/readers.js';
import type { ManifestFacts, SourceFacts } from './types.js';

/** What was read of one project's files. */
export interface CachedSources {
  /** Imports by path relative to the project, each with the file's size and times. */
  files: Record<string, CachedSource>;
  /** Dotted import prefixes that the project offers, and what was said of them in its manifests. */
  modules: string[];
  hints: string;
}

type CachedSource = [signature: string, ...imports: number[]];

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

/** What a project's files hold, with what is to be kept of it. */
export interface ReadSources {
  sources: SourceFacts[];
  cache: CachedSources;
  changed: boolean;
}

/** The module files of a project; the imports of those that changed are read anew. */
export async function readSources(
  workspaceRoot: string,
  project: { root: string; nestedRoots: readonly string[]; manifest: ManifestFacts },
  walker: Walker,
  texts: ImportTexts,
  cached: CachedSources | undefined,
): Promise<ReadSources> {
  const { root, nestedRoots, manifest } = project;
  const hints = JSON.stringify([manifest.normalizedName, manifest.layout]);
  const before = cached?.files ?? {};
  const files: CachedSources['files'] = {};
  const sources: SourceFacts[] = [];
  const prefix = root === '.' ? 0 : root.length + 1;
  let listChanged = false;
  let changed = false;
  let count = 0;
  for (const { file, size, mtimeMs, ctimeMs } of walker.listEntries(root, {
    extensions: MODULE_ENDINGS,
    nestedRoots,
  })) {
    const name = file.slice(prefix);
    const signature = `${size}:${mtimeMs}:${ctimeMs}`;
    let known = before[name];
    listChanged ||= known === undefined;
    if (known?.[0] !== signature) {
      changed = true;
      const imports = size > MAX_BYTES ? [] : await readImports(path.join(workspaceRoot, file));
      known = [signature, ...imports.map((text) => texts.numberOf(text))];
    }
    files[name] = known!;
    count++;
    sources.push({ file, imports: textsOf(known!, texts) });
  }
  listChanged ||= count !== Object.keys(before).length || cached?.hints !== hints;
  const modules = cached && !listChanged ? cached.modules : await findModules(root, sources, manifest);
  const cache = { files, modules, hints };
  return { sources, cache, changed: changed || listChanged };
}

function textsOf(source: CachedSource, { texts }: ImportTexts): string[] {
  const imports: string[] = [];
  for (let index = 1; index < source.length; index++) imports.push(texts[source[index] as number]!);
  return imports;
}

async function findModules(
  root: string,
  sources: readonly SourceFacts[],
  { normalizedName, layout }: ManifestFacts,
): Promise<string[]> {
  const { findProjectModules } = await readers.python();
  const files = sources.map(({ file }) => file);
  return findProjectModules({ root, files, ...(normalizedName !== undefined && { normalizedName }), ...layout })
    .modules;
}

async function readImports(file: string): Promise<string[]> {
  if (!/\.pyi?$/.test(file)) return [];
  const { decodePython, scanPythonImports } = await readers.python();
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
