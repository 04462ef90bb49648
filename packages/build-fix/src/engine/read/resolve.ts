import { posix } from 'node:path';

/** Where a name of a file stands. */
export interface NamePlace {
  /** The task in whose output it is. */
  task?: string | undefined;
  /** The folder that the log said it is in (make), as the log names it. */
  directory?: string | undefined;
}

/** The name, relative to the workspace root with forward slashes, of a file that a log names; `undefined` outside. */
export type FileResolver = (name: string, place: NamePlace) => string | undefined;

/** What is known of a workspace. */
export interface ResolverFacts {
  /** Absolute path, also one of another machine. */
  workspaceRoot?: string | undefined;
  /** Whether the workspace has a file of that name. Without it, names are taken as they are. */
  exists?(this: void, file: string): boolean;
  /** The folder of a task's project, relative to the workspace root; or of the only project, whatever the task. */
  projectRoot?(this: void, task: string | undefined): string | undefined;
}

/**
 * Finds files that logs name: absolute, also of another machine or another system, relative to the workspace, to the
 * project, or to the folder that make said it entered.
 *
 * Of another machine's absolute name, the longest end that is a file of the workspace counts; what stood before it is
 * remembered as that machine's workspace, so that a file that is gone is found out as one of the workspace too.
 */
export function createFileResolver(facts: ResolverFacts): FileResolver {
  const root = facts.workspaceRoot === undefined ? undefined : toForward(facts.workspaceRoot).replace(/\/+$/, '');
  /** Names that were looked for, by place. */
  const known = new Map<string, Map<string, string | undefined>>();
  let last:
    { task: string | undefined; directory: string | undefined; names: Map<string, string | undefined> } | undefined;
  let size = 0;
  const foreign = new Set<string>();

  const exists = (file: string): boolean => facts.exists?.(file) ?? false;

  const absolute = (name: string): string | undefined => {
    const own = root === undefined ? undefined : below(root, name);
    if (own !== undefined) return own;
    if (NOT_OURS.test(name) || !facts.exists) return undefined;
    for (const folder of foreign) {
      const file = below(folder, name);
      if (file !== undefined) return file;
    }
    const parts = name.split('/');
    // One name alone (`/x/index.ts`) says too little.
    for (let from = 1; from < parts.length - 1; from++) {
      const file = parts.slice(from).join('/');
      if (!exists(file)) continue;
      const folder = parts.slice(0, from).join('/');
      if (folder !== '' && foreign.size < 16) foreign.add(folder);
      return file;
    }
    return undefined;
  };

  const relative = (name: string, { task, directory }: NamePlace): string | undefined => {
    const project = facts.projectRoot?.(task);
    const bases = [directory === undefined ? undefined : resolveFolder(directory), project, '.'];
    const names = bases.flatMap((base) => (base === undefined ? [] : [posix.normalize(posix.join(base, name))]));
    const inside = names.filter((file) => !isOutside(file));
    return inside.find(exists) ?? (facts.exists ? inside.at(-1) : inside[0]);
  };

  const resolveFolder = (directory: string): string | undefined => {
    const folder = clean(directory);
    return isAbsolute(folder) ? (folder === root ? '.' : absolute(folder)) : folder;
  };

  const find = (name: string, place: NamePlace): string | undefined => {
    const file = clean(name);
    if (file === '' || file.startsWith('<')) return undefined;
    return isAbsolute(file) ? absolute(file) : relative(file, place);
  };

  return (name, { task, directory }) => {
    // Entries of one place come together.
    if (!last || last.task !== task || last.directory !== directory) {
      const key = `${directory ?? ''}\0${task ?? ''}`;
      const names = known.get(key) ?? new Map<string, string | undefined>();
      known.set(key, names);
      last = { task, directory, names };
    }
    const { names } = last;
    let found = names.get(name);
    if (found !== undefined || names.has(name)) return found;
    found = find(name, { task, directory });
    if (++size > MOST_KNOWN) {
      known.clear();
      last = undefined;
      size = 0;
    }
    names.set(name, found);
    return found;
  };
}

/** Names that are remembered. */
const MOST_KNOWN = 20_000;

/** Folders of what is installed and of compilers. */
const NOT_OURS =
  /\/(?:node_modules|site-packages|dist-packages|\.cargo\/(?:registry|git)|\.rustup|rustlib|go\/pkg\/mod|\.m2|\.gradle)\/|^\/(?:usr|opt|lib|lib64|bin|etc|proc|sys)\/|^\/rustc\/[0-9a-f]{7,}\/|\/lib\/python\d|^node:/;

/** Without `file://`, quotes and `./`, with forward slashes. */
function clean(name: string): string {
  let file = name.trim();
  if (file.startsWith('file://')) file = decode(file.slice(7)).replace(/^\/(?=[A-Za-z]:)/, '');
  return toForward(file).replace(/^(?:\.\/)+/, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A backslash separates in names of Windows: with a drive, a share, or no forward slash at all. */
function toForward(name: string): string {
  return name.includes('\\') ? name.replace(/^\\\\\?\\/, '').replaceAll('\\', '/') : name;
}

function isAbsolute(name: string): boolean {
  return name.startsWith('/') || /^[A-Za-z]:\//.test(name);
}

function isOutside(name: string): boolean {
  return name === '..' || name.startsWith('../') || isAbsolute(name);
}

function below(folder: string, name: string): string | undefined {
  const isWindows = /^[A-Za-z]:/.test(folder);
  const starts = isWindows ? name.toLowerCase().startsWith(`${folder.toLowerCase()}/`) : name.startsWith(`${folder}/`);
  if (!starts) return undefined;
  const file = posix.normalize(name.slice(folder.length + 1));
  return isOutside(file) ? undefined : file;
}
