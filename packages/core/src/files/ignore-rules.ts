import fs from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The ignore files of one folder. */
export interface IgnoreRules {
  /** `undefined` when no rule of this folder says anything of the entry. */
  test(relative: string, name: string, isFolder: boolean): 'ignored' | 'kept' | undefined;
}

/** In the order in which they count: the later overrides. */
const IGNORE_FILES = ['.gitignore', '.nxignore'];

/**
 * Reads the ignore files of a folder.
 *
 * @param names the ignore files that are there
 * @returns `undefined` when they hold no rule
 */
export function readIgnoreRules(folder: string, names: ReadonlySet<string>): IgnoreRules | undefined {
  const texts = IGNORE_FILES.filter((name) => names.has(name)).map((name) => readText(path.join(folder, name)));
  return parseIgnoreRules(texts.join('\n'));
}

/** Whether a name is one of an ignore file. */
export function isIgnoreFile(name: string): boolean {
  return name === '.gitignore' || name === '.nxignore';
}

/** @param text in the syntax of .gitignore, with any line ends */
export function parseIgnoreRules(text: string): IgnoreRules | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (lines.length === 0) return undefined;
  // What a negation overrides depends on the order of all rules, so only a list without one can be taken apart.
  if (lines.some((line) => line.startsWith('!'))) return slowRules(lines);
  return fastRules(lines);
}

function slowRules(lines: readonly string[]): IgnoreRules {
  const matcher = createMatcher(lines);
  return {
    test(relative, _name, isFolder) {
      const { ignored, unignored } = matcher.test(isFolder ? `${relative}/` : relative);
      return ignored ? 'ignored' : unignored ? 'kept' : undefined;
    },
  };
}

/**
 * Most rules of real ignore files are a plain name (`dist/`, `.env`) or an ending (`*.pyc`): those are looked up in a
 * set, which makes a test some 20 times cheaper than to run every rule's expression. The rest goes to the library.
 */
function fastRules(lines: readonly string[]): IgnoreRules {
  const names = new Set<string>();
  const folders = new Set<string>();
  const endings: string[] = [];
  const others: string[] = [];
  for (const line of lines) {
    const [, name, slash] = /^([\w@.-]+)(\/?)\s*$/.exec(line) ?? [];
    const ending = /^\*(\.[\w-]+)\s*$/.exec(line)?.[1];
    if (name !== undefined) (slash ? folders : names).add(name);
    else if (ending !== undefined) endings.push(ending);
    else others.push(line);
  }
  const matcher = others.length > 0 ? createMatcher(others) : undefined;
  return {
    test(relative, name, isFolder) {
      if (names.has(name) || (isFolder && folders.has(name))) return 'ignored';
      for (const ending of endings) if (name.endsWith(ending)) return 'ignored';
      return matcher?.ignores(isFolder ? `${relative}/` : relative) ? 'ignored' : undefined;
    },
  };
}

/** Case counts, on every platform: a report must not depend on the machine. */
function createMatcher(lines: readonly string[]): Ignore {
  return ignore({ ignorecase: false, allowRelativePaths: true }).add(lines.join('\n'));
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}
