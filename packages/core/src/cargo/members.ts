import { posix } from 'node:path';
import { compareText } from '../manifests/names.js';
import { resolveFrom } from '../manifests/paths.js';
import type { ManifestProblem } from '../manifests/types.js';
import { isExcluded, isUnder, type ManifestMap } from './find-root.js';
import type { CargoManifest, CargoManifestMember, CargoManifestWorkspace, CargoProbe } from './manifest-types.js';
import { isGlob, memberGlob, staticPrefix } from './member-globs.js';
import type { CargoDependency } from './types.js';

/** What finding members needs. All folders are relative to the Nx workspace root. */
export interface MemberContext {
  manifests: ManifestMap;
  /** The workspace that rules each folder, by `findRoot`. */
  roots: ReadonlyMap<string, string | undefined>;
  /** By folder. */
  dependencies: ReadonlyMap<string, readonly CargoDependency[]>;
  probe: CargoProbe;
  problems: ManifestProblem[];
}

/** A `Cargo.toml` with `[workspace]`. */
export interface RootManifest {
  folder: string;
  manifest: CargoManifest & { workspace: CargoManifestWorkspace };
}

/** Members of a workspace and those that commands work on by default, both sorted. */
export interface Members {
  members: string[];
  defaultMembers: string[];
  /** Folders of all manifests that were reached, those that can not be read included. */
  reached: string[];
}

/**
 * The members of a Cargo workspace: what `members` lists, the root package, and all that these reach by path
 * dependencies inside the workspace's folder (or outside, where the crate itself names this workspace), without what is
 * excluded.
 */
export function findMembers(root: RootManifest, context: MemberContext): Members {
  const { folder, manifest } = root;
  const { workspace } = manifest;
  const listed = expand(root, workspace.members, context, 'members');
  const members = new Set<string>();
  const queue = [...listed.map((path) => ({ path, listed: true })), { path: folder, listed: true }];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { path } = next;
    if (members.has(path) || !context.manifests.has(path)) continue;
    if (!next.listed && !isUnder(path, folder) && context.roots.get(path) !== folder) continue;
    if (isExcluded(workspace, folder, path)) continue;
    members.add(path);
    for (const { path: to } of context.dependencies.get(path) ?? []) {
      if (to !== undefined) queue.push({ path: to, listed: false });
    }
  }
  const rightful = [...members].filter((path) => belongs(root, path, context)).sort(compareText);
  return { members: rightful, defaultMembers: defaultsOf(root, rightful, listed, context), reached: [...members] };
}

/** Whether cargo would accept a member: a package that this workspace rules. */
function belongs({ folder, manifest }: RootManifest, path: string, context: MemberContext): boolean {
  if (path === folder) return manifest.package !== undefined;
  const member = context.manifests.get(path);
  const ruler = context.roots.get(path);
  if (ruler === folder) return member?.package !== undefined;
  const { file } = manifest;
  context.problems.push(
    ruler === undefined
      ? {
          file,
          message: `The workspace member \`${path}\` lies outside the workspace's folder`,
          hint: 'Name this workspace in its manifest with `package.workspace`.',
        }
      : {
          file,
          message: `The workspace member \`${path}\` belongs to another Cargo workspace, in \`${ruler}\``,
          hint: 'Add it to `exclude`, or take it out of the other workspace.',
        },
  );
  return false;
}

function defaultsOf(
  root: RootManifest,
  members: readonly string[],
  listed: readonly string[],
  context: MemberContext,
): string[] {
  const { folder, manifest } = root;
  const { workspace } = manifest;
  if (!workspace.defaultMembers) return manifest.package ? [folder] : [...members];
  const wanted = expand(root, workspace.defaultMembers, context, 'default-members');
  const known = new Set(members);
  for (const path of wanted) {
    if (known.has(path) || (listed.includes(path) && isExcluded(workspace, folder, path))) continue;
    if (!context.manifests.has(path)) continue;
    context.problems.push({
      file: manifest.file,
      ...lineOfMember(workspace.defaultMembers),
      message: `\`${path}\` is one of the \`default-members\`, but no member of the workspace`,
      hint: 'Add it to `members`.',
    });
  }
  return [...new Set(wanted.filter((path) => known.has(path)))].sort(compareText);
}

/** The folders that paths and globs name; one that names nothing is a problem. */
function expand(
  { folder, manifest }: RootManifest,
  patterns: readonly CargoManifestMember[],
  { manifests, probe, problems }: MemberContext,
  key: string,
): string[] {
  return patterns.flatMap(({ pattern, line }) => {
    if (isGlob(pattern)) {
      const prefix = staticPrefix(folder, pattern);
      const matches = memberGlob(folder, pattern);
      const beside = probe.names(prefix).map((name) => posix.join(prefix, name));
      for (const path of beside) {
        if (manifests.has(path) || !matches(path) || isExcluded(manifest.workspace, folder, path)) continue;
        const names = probe.names(path);
        if (names.length > 0 && !names.includes('Cargo.toml'))
          problems.push(emptyMember(manifest.file, line, pattern, path));
      }
      if (beside.length > 0) return [...manifests.keys()].filter(matches);
    } else {
      const path = resolveFrom(folder, pattern);
      // A manifest that the caller left out (an ignored one, or one outside) is there all the same.
      if (manifests.has(path) || probe.names(path).includes('Cargo.toml')) return [path];
    }
    problems.push({
      file: manifest.file,
      ...(line !== undefined && { line }),
      message: `\`${pattern}\` of \`${key}\` has no Cargo.toml`,
      hint: 'Make the crate, or take it out of the list.',
    });
    return [];
  });
}

/** Cargo refuses the whole workspace for such a folder. */
function emptyMember(file: string, line: number | undefined, pattern: string, path: string): ManifestProblem {
  return {
    file,
    ...(line !== undefined && { line }),
    message: `\`${pattern}\` matches the folder \`${path}\`, which has no Cargo.toml`,
    hint: 'Remove the folder, make it a crate, or add it to `exclude`.',
  };
}

function lineOfMember([first]: readonly CargoManifestMember[]): { line?: number } {
  return first?.line === undefined ? {} : { line: first.line };
}
