import { parseIgnoreRules } from '@hone/core/files';
import type { ProjectFolder } from '@hone/core/nx';

/** Which files a plan is about. */
export interface ScopeOptions {
  /** Patterns in the syntax of .gitignore, from the workspace root: only findings in such files are fixed. */
  include?: readonly string[] | undefined;
  /** Patterns in the syntax of .gitignore, from the workspace root: nothing is fixed or changed in such files. */
  exclude?: readonly string[] | undefined;
  /** Only findings in these files are fixed. */
  onlyFiles?: ReadonlySet<string> | undefined;
  /** Folders of the projects that the project depends on. */
  closure?: readonly ProjectFolder[] | undefined;
}

/** Answers for files, named relative to the workspace root. */
export interface Scope {
  /** Why findings in a file are not fixed, as a sentence; undefined when they are. */
  excludes(file: string): string | undefined;
  /** Why a file must not be changed, as a sentence. */
  forbids(file: string): string | undefined;
  /** Whether a file belongs to a project that this one does not depend on. */
  isForeign(file: string): boolean;
}

/**
 * @param project the one that is being fixed
 * @param projects all of the workspace
 */
export function createScope(project: ProjectFolder, projects: readonly ProjectFolder[], options: ScopeOptions): Scope {
  const { include, exclude, onlyFiles, closure = [] } = options;
  const included = matcherOf(include);
  const excluded = matcherOf(exclude);
  const ours = new Set([project, ...closure].map(({ name }) => name));
  const ownerOf = createOwners(projects);
  const isForeign = (file: string): boolean => {
    const owner = ownerOf(file);
    return owner !== undefined && !ours.has(owner.name);
  };
  const forbids = (file: string): string | undefined => {
    if (excluded?.(file)) return 'The option `exclude` names the file.';
    return isForeign(file)
      ? `The file belongs to ${ownerOf(file)!.name}, which ${project.name} does not depend on.`
      : undefined;
  };
  return {
    isForeign,
    forbids,
    excludes(file) {
      if (included && !included(file)) return 'The option `include` does not name the file.';
      if (onlyFiles && !onlyFiles.has(file))
        return 'The file was not changed since the commit that `onlyChanged` names.';
      return forbids(file);
    },
  };
}

function matcherOf(patterns: readonly string[] | undefined): ((file: string) => boolean) | undefined {
  if (!patterns || patterns.length === 0) return undefined;
  const rules = parseIgnoreRules(patterns.map((pattern) => pattern.replace(/^\.\//, '/')).join('\n'));
  return (file) => rules !== undefined && foldersAndSelf(file).some((part) => matches(rules, part, part !== file));
}

function matches(rules: NonNullable<ReturnType<typeof parseIgnoreRules>>, name: string, isFolder: boolean): boolean {
  return rules.test(name, name.slice(name.lastIndexOf('/') + 1), isFolder) === 'ignored';
}

/** `a`, `a/b`, `a/b/c.ts`. */
export function foldersAndSelf(file: string): string[] {
  const parts = file.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** The project with the longest folder counts; one at the workspace root owns no file that others share. */
function createOwners(projects: readonly ProjectFolder[]): (file: string) => ProjectFolder | undefined {
  const byRoot = new Map(projects.map((project) => [project.root, project]));
  return (file) => {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const owner = byRoot.get(file.slice(0, end));
      if (owner) return owner;
    }
    return undefined;
  };
}
