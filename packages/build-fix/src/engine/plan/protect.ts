import { parseIgnoreRules } from '@hone/core/files';
import { foldersAndSelf } from './scope.js';

/** Folders whose content is made or fetched by a tool, wherever they lie. */
const FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.nx',
  '.venv',
  '__pycache__',
  'dist',
  'node_modules',
  'site-packages',
  'third_party',
  'vendor',
]);

/** What generators write at the top of a file; Go's mark is defined by `go help generate`. */
const MARKS: readonly RegExp[] = [
  /@generated\b/,
  /\bCode generated\b.*\bDO NOT EDIT\b/i,
  /\b(?:auto-?|automatically )generated\b.*\b(?:do not|don't) (?:edit|modify)\b/i,
  /\b(?:do not|don't) (?:edit|modify)\b.*\b(?:auto-?|automatically )generated\b/i,
];

/** A mark counts in a comment among these first lines. */
const HEADER_LINES = 12;
const COMMENT = /^\s*(?:\/\/|\/?\*|#|--|;|<!--|%|"""|''')/;

/** Asks whether files are generated, vendored, or otherwise not to be edited. */
export interface Protection {
  /**
   * Why a file is not to be changed, as a sentence; undefined when it may be.
   *
   * @param byItsTool a command makes it anew: that a lock file says to be generated is no obstacle then
   */
  of(file: string, byItsTool?: boolean): string | undefined;
}

/**
 * @param read the text of a file by its name relative to the workspace root
 * @param isIgnored whether git ignores a file that it does not track
 */
export function createProtection(
  read: (file: string) => string | undefined,
  isIgnored: (file: string) => boolean,
): Protection {
  const attributes = createAttributes(read);
  return {
    of(file, byItsTool = false) {
      const folder = file
        .split('/')
        .slice(0, -1)
        .find((part) => FOLDERS.has(part));
      if (folder !== undefined) return `The file lies in a folder ${folder}.`;
      const attribute = attributes(file);
      if (attribute === 'vendored' || (attribute !== undefined && !byItsTool))
        return `The file is ${attribute} by .gitattributes.`;
      if (isIgnored(file)) return 'Git ignores the file.';
      return !byItsTool && hasMark(read(file)) ? 'The file says that it is generated.' : undefined;
    },
  };
}

function hasMark(text: string | undefined): boolean {
  if (text === undefined) return false;
  const header = text.slice(0, 4000).split('\n', HEADER_LINES);
  return header.some((line) => COMMENT.test(line) && MARKS.some((mark) => mark.test(line)));
}

/** Attributes by which GitHub's linguist takes a file out of diffs and statistics. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  'linguist-generated': 'generated',
  'linguist-vendored': 'vendored',
};

interface Line {
  isMatch(file: string): boolean;
  settings: readonly string[];
}

/** What the nearest .gitattributes file says of a file, the last of its lines first. */
function createAttributes(read: (file: string) => string | undefined): (file: string) => string | undefined {
  const folders = new Map<string, Line[]>();
  const linesOf = (folder: string): Line[] => {
    const prefix = folder === '' ? '' : `${folder}/`;
    const known = folders.get(folder) ?? parseAttributes(read(`${prefix}.gitattributes`) ?? '', prefix);
    folders.set(folder, known);
    return known;
  };
  return (file) => {
    const above = ['', ...foldersAndSelf(file).slice(0, -1)].reverse();
    const lines = above.flatMap((folder) => linesOf(folder).toReversed());
    for (const [attribute, word] of Object.entries(ATTRIBUTES)) {
      const settings = lines.filter((line) => line.isMatch(file)).flatMap((line) => line.settings);
      const found = settings.find((setting) => nameOf(setting) === attribute);
      if (found === attribute || found === `${attribute}=true`) return word;
    }
    return undefined;
  };
}

function nameOf(setting: string): string {
  return setting.replace(/^[-!]/, '').replace(/=.*$/s, '');
}

function parseAttributes(text: string, prefix: string): Line[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [pattern, ...settings] = line.trim().split(/\s+/);
    if (!pattern || /^[#!]|^\[attr\]/.test(pattern) || !settings.some((one) => nameOf(one) in ATTRIBUTES)) return [];
    const rules = parseIgnoreRules(pattern);
    const isMatch = (file: string): boolean =>
      rules?.test(file.slice(prefix.length), file.slice(file.lastIndexOf('/') + 1), false) === 'ignored';
    return [{ isMatch, settings }];
  });
}
