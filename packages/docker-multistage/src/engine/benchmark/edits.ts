import path from 'node:path';

/** The two edits that are measured. */
export type EditKind = 'source' | 'dependency';

/** The usual first files of a program, then anything of its language. */
const SOURCES: readonly RegExp[] = [
  /(?:^|\/)(?:main|app|index|server|wsgi|asgi|__main__)\.(?:py|rs|ts|js|mjs|go)$/,
  /(?:^|\/)lib\.rs$/,
  /\.(?:py|rs|ts|tsx|js|mjs|go)$/,
];

/** Lock files before manifests, since those are what dependency layers are made from; for Cargo the manifest. */
const DEPENDENCIES: readonly string[] = [
  'uv.lock',
  'poetry.lock',
  'Cargo.toml',
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'requirements.txt',
  'pyproject.toml',
  'package.json',
  'go.sum',
];

const NOT_SOURCE = /(?:^|\/)(?:tests?|__tests__|node_modules|target|dist|\.venv)\/|\.(?:test|spec)\.|(?:^|\/)test_/;

/**
 * The file of a context that an edit is made to: of the project itself where it has one, else nearest to the root.
 *
 * @param files of the context, with forward slashes
 * @param root the project's folder in the context
 */
export function chooseFile(kind: EditKind, files: readonly string[], root: string): string | undefined {
  const own = files.filter((file) => root === '.' || file.startsWith(`${root}/`));
  const patterns = kind === 'source' ? SOURCES : DEPENDENCIES.map((name) => new RegExp(`(?:^|/)${escape(name)}$`));
  for (const pattern of patterns) {
    for (const among of kind === 'source' ? [own, files] : [files]) {
      const found = among.filter((file) => pattern.test(file) && !(kind === 'source' && NOT_SOURCE.test(file)));
      const best = found.sort((a, b) => rankOf(a, root) - rankOf(b, root) || (a < b ? -1 : 1))[0];
      if (best !== undefined) return best;
    }
  }
  return undefined;
}

/** Sources: few folders deep first. Dependencies: the root's first, whose lock a workspace shares. */
function rankOf(file: string, root: string): number {
  const depth = file.split('/').length;
  return path.posix.dirname(file) === root ? 1.5 : depth;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const HASH_COMMENT = /\.(?:py|toml|lock|txt|ya?ml|sh|rb|cfg)$|(?:^|\/)(?:uv|poetry|yarn)\.lock$/;
const SLASH_COMMENT = /\.(?:rs|tsx?|jsx?|mjs|cjs|go|java|kt|c|cc|cpp|h)$/;

/**
 * Changes a file so that it is new to every builder and means the same.
 *
 * @param mark letters and digits that were in no edit before
 */
export function editFile(file: string, text: string, mark: string): string {
  const body = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  // cargo chef drops comments; a profile that nobody uses it keeps.
  if (path.posix.basename(file) === 'Cargo.toml') {
    return `${body}\n[profile.hone-benchmark-${mark}]\ninherits = "release"\n`;
  }
  // JSON has no comments: the mark is written in spaces and tabs.
  if (file.endsWith('.json')) return `${body}${[...mark].map(toBlank).join('')}\n`;
  if (HASH_COMMENT.test(file)) return `${body}# hone benchmark ${mark}\n`;
  if (SLASH_COMMENT.test(file)) return `${body}// hone benchmark ${mark}\n`;
  return `${body}${mark}\n`;
}

function toBlank(letter: string): string {
  return (letter.codePointAt(0) ?? 0).toString(2).replaceAll('0', ' ').replaceAll('1', '\t');
}
