import type { CargoCrate, FoundCrate } from '@hone/core/cargo';

/**
 * What cargo reads of the members of a workspace that this image does not need: their manifests and the files that make
 * them targets. Without them, it refuses to plan from the workspace's root; a sliced context has none of them.
 *
 * @returns patterns for a .dockerignore, without their `!`; sorted
 */
export function otherMemberPatterns({ projects, workspace }: FoundCrate, used: ReadonlySet<string>): string[] {
  const others = projects.crates.filter(({ root }) => workspace.members.includes(root) && !used.has(root));
  return [...new Set(others.flatMap(filesOf))].sort();
}

const filesOf = ({ file, targets }: CargoCrate): string[] => [file, ...targets.map(({ path }) => path)];
