import type { ContextPlan } from './plan.js';
import type { ContextRequest } from './types.js';
import type { WrittenContext } from './digest.js';

/** What `docker-context.json` says of the context beside it. Paths are relative to the workspace root. */
export interface ContextFile {
  schema: 1;
  project: string;
  root: string;
  /** SHA-256 over path, mode and content of all that is in the context, in hexadecimals. */
  digest: string;
  files: number;
  bytes: number;
  /** The project and its closure, sorted by folder. */
  projects: { name: string; root: string }[];
  /** The lock files that were sliced. */
  locks: string[];
  /** The project's Dockerfiles. */
  dockerfiles: string[];
}

/** Writes `docker-context.json`: the same bytes for the same context. */
export function renderContextFile(
  { project, closure }: ContextRequest,
  { locks, dockerfiles }: ContextPlan,
  { digest, files, bytes }: WrittenContext,
): string {
  const projects = [project, ...closure]
    .map(({ name, root }) => ({ name, root }))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
  const content: ContextFile = {
    schema: 1,
    project: project.name,
    root: project.root,
    digest,
    files,
    bytes,
    projects,
    locks,
    dockerfiles,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Reads what {@link renderContextFile} wrote; undefined for anything else. */
export function parseContextFile(text: string): ContextFile | undefined {
  try {
    const value = JSON.parse(text) as Partial<ContextFile> | null;
    return value?.schema === 1 && typeof value.digest === 'string' ? (value as ContextFile) : undefined;
  } catch {
    return undefined;
  }
}
