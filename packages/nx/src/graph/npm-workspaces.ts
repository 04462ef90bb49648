import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Tells which `package.json` files Nx makes projects of: those that the package manager's workspaces name, in
 * package.json, pnpm-workspace.yaml or lerna.json. Nx's own function is internal and loads a YAML parser.
 *
 * @param workspaceRoot absolute path
 * @returns whether a folder relative to the workspace root is one of the workspaces
 */
export function readNpmWorkspaces(workspaceRoot: string): (folder: string) => boolean {
  const read = (name: string): string => readText(path.join(workspaceRoot, name));
  return npmWorkspaces([
    ...parsePackageJson(read('package.json')),
    ...parsePnpmWorkspace(read('pnpm-workspace.yaml')),
    ...parseLerna(read('lerna.json')),
  ]);
}

/** @param patterns globs of folders; those with a leading `!` take away */
export function npmWorkspaces(patterns: readonly string[]): (folder: string) => boolean {
  const isNegative = (pattern: string): boolean => pattern.startsWith('!');
  const positive = patterns.filter((pattern) => !isNegative(pattern)).map(toExpression);
  const negative = patterns.filter(isNegative).map((pattern) => toExpression(pattern.slice(1)));
  // Nx takes negations alone as "all but these".
  if (positive.length === 0 && negative.length > 0) positive.push(/^/);
  const some = (list: readonly RegExp[], folder: string): boolean => list.some((one) => one.test(folder));
  return (folder) => folder !== '.' && some(positive, folder) && !some(negative, folder);
}

function parsePackageJson(text: string): string[] {
  const { workspaces } = parseJson<{ workspaces?: string[] | { packages?: string[] } }>(text);
  return strings(Array.isArray(workspaces) ? workspaces : workspaces?.packages);
}

function parseLerna(text: string): string[] {
  if (text === '') return [];
  const packages = strings(parseJson<{ packages?: string[] }>(text).packages);
  return packages.length > 0 ? packages : ['packages/*'];
}

/** The list `packages` in either of YAML's notations; nothing else of the file matters. */
export function parsePnpmWorkspace(text: string): string[] {
  const unquote = (item: string): string =>
    item
      .trim()
      .replace(/^(['"])(.*?)\1.*$/, '$2')
      .replace(/\s+#.*$/, '');
  const inline = /^packages:[ \t]*\[([^\]]*)\]/m.exec(text)?.[1];
  if (inline !== undefined) return inline.split(',').map(unquote).filter(Boolean);
  const block = /^packages:[ \t]*(?:#.*)?\r?\n((?:[ \t]*(?:-.*|#.*)?(?:\r?\n|$))*)/m.exec(text)?.[1] ?? '';
  return [...block.matchAll(/^[ \t]*-[ \t]+(.+)$/gm)].map(([, item]) => unquote(item!)).filter(Boolean);
}

function toExpression(pattern: string): RegExp {
  const folder = pattern
    .replace(/^\.\//, '')
    .replace(/\/package\.json$/, '')
    .replace(/\/+$/, '');
  const source = folder.replace(/\*\*\/|\/\*\*|\*\*|\*|\?|\{[^{}]*\}|[.+^$|()[\]\\]/g, (token) => {
    if (token.startsWith('{')) return `(?:${token.slice(1, -1).split(',').map(escape).join('|')})`;
    return GLOB[token] ?? `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}

const GLOB: Readonly<Record<string, string>> = {
  '**/': '(?:[^/]+/)*',
  '/**': '(?:/[^/]+)*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};

function escape(text: string): string {
  return text.replace(/[.+^$|()[\]\\*?]/g, '\\$&');
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function parseJson<T extends object>(text: string): Partial<T> {
  try {
    return (JSON.parse(text) as Partial<T> | null) ?? {};
  } catch {
    return {};
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
