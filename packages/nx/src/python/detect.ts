import path from 'node:path';
import type { Candidate } from '../graph/candidates.js';

/** The manifests that make a folder a candidate, the most telling first. */
export const pythonManifests = ['pyproject.toml', 'setup.cfg', 'setup.py', 'requirements.txt'];

/** The manifest that a candidate is known by, the most telling first; undefined when it has only an Nx configuration. */
export function configFileOf({ root, files }: Pick<Candidate, 'root' | 'files'>): string | undefined {
  const name = pythonManifests.find((one) => files.includes(one));
  return name && path.posix.join(root, name);
}

/** What decides whether a candidate is a Python project. */
export interface Evidence {
  /** Its manifests declare a project. */
  declaresProject: boolean;
  /** A project.json, or (except at the workspace root, where each workspace has one) a package.json lies beside. */
  hasNxConfiguration: boolean;
  /** It has a requirements.txt. */
  hasRequirements: boolean;
  /** It lies inside a folder that is a Python project. */
  insideProject: boolean;
  /** It holds Python sources; for the workspace root, at its top level. Asked only where it matters. */
  hasSources(): boolean;
}

/**
 * Whether a folder with Python manifests is a project. A `pyproject.toml` with tool settings alone, such as the root of
 * a uv workspace, is none, and a `requirements.txt` makes one only together with sources.
 */
export function isPythonProject(evidence: Evidence): boolean {
  if (evidence.declaresProject || evidence.hasNxConfiguration) return true;
  return evidence.hasRequirements && !evidence.insideProject && evidence.hasSources();
}
