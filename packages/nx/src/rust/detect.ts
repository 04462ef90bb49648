import path from 'node:path';
import type { CargoCrate, CargoManifest } from '@hone/core/cargo';
import { liesInFixtures } from '../graph/candidates.js';

/** The manifests that make a folder a candidate. */
export const rustManifests = ['Cargo.toml'];

/** What decides whether a crate is a project. */
export interface Evidence {
  /** A project.json lies beside its manifest. */
  configured: boolean;
  /** It lies among test inputs. */
  fixture: boolean;
  /** `cargo vendor` made it, which its `.cargo-checksum.json` tells. */
  vendored: boolean;
}

/**
 * Whether a crate is a project: not a vendored one, not a fixture (unless its Cargo workspace takes it in from outside),
 * and not one that lies in a Cargo workspace which does not know it, since cargo refuses to work in such a folder.
 */
export function isRustProject(crate: Pick<CargoCrate, 'root' | 'workspace' | 'stray'>, evidence: Evidence): boolean {
  if (evidence.vendored) return false;
  if (evidence.configured) return true;
  if (crate.stray !== undefined) return false;
  return !evidence.fixture || !liesInFixtures(crate.workspace);
}

/**
 * Stands for a crate whose manifest is so broken that it has no package: the project stays, so that its own task says
 * what is wrong.
 *
 * @returns undefined when the text never was a package's
 */
export function brokenCrate(text: string, { file, package: found, problems }: CargoManifest): CargoCrate | undefined {
  const start = /^[ \t]*\[[ \t]*package\b/m.exec(text);
  if (found || problems.length === 0 || !start) return undefined;
  const root = path.posix.dirname(file);
  const written = /^[ \t]*name[ \t]*=[ \t]*["']([\w-]+)["']/m.exec(text.slice(start.index))?.[1];
  return {
    root,
    file,
    package: { name: written ?? path.posix.basename(root), versionFrom: 'package' },
    targets: [],
    dependencies: [],
    features: {},
    workspace: root,
  };
}
