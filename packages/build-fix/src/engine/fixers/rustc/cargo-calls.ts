import { posix } from 'node:path';
import { createCrateFinder } from '@hone/core/cargo';
import { compareText } from '@hone/core/diagnostics';
import type { FixContext, LogEntry } from '../../types.js';

/** One call of cargo: all crates of one Cargo workspace that have findings. */
export interface CargoCall {
  /** Folder of the Cargo workspace, relative to the workspace root. */
  root: string;
  /** Names of packages, sorted. */
  packages: readonly string[];
  /** `clippy` says what `check` says, and takes longer. */
  command: 'check' | 'clippy';
  entries: readonly LogEntry[];
}

/** Which calls of cargo tell again what entries say; those whose file is in no crate are left out. */
export function cargoCalls(
  entries: readonly LogEntry[],
  { workspaceRoot, files }: Pick<FixContext, 'workspaceRoot' | 'files'>,
): CargoCall[] {
  const find = createCrateFinder(workspaceRoot);
  const byRoot = new Map<string, { packages: Set<string>; entries: LogEntry[] }>();
  for (const entry of entries) {
    const folder = crateFolder(entry.diagnostic.location?.file ?? '', files.exists.bind(files));
    const found = folder === undefined ? undefined : find(folder);
    if (!found) continue;
    const known = byRoot.get(found.workspace.root) ?? { packages: new Set(), entries: [] };
    known.packages.add(found.crate.package.name);
    known.entries.push(entry);
    byRoot.set(found.workspace.root, known);
  }
  return [...byRoot]
    .sort(([a], [b]) => compareText(a, b))
    .map(([root, { packages, entries: own }]) => ({
      root,
      packages: [...packages].sort(compareText),
      command: own.some(isClippys) ? 'clippy' : 'check',
      entries: own,
    }));
}

/** Of a lint without a name, the tool is unknown. */
function isClippys({ diagnostic: { tool, ruleId } }: LogEntry): boolean {
  return tool === 'clippy' || ruleId === 'warning' || ruleId === 'rust/error';
}

function crateFolder(file: string, exists: (file: string) => boolean): string | undefined {
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    if (exists(posix.join(folder, 'Cargo.toml'))) return folder;
    if (folder === '.' || folder === '/') return undefined;
  }
}
