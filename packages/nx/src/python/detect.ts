import path from 'node:path';

/** What the graph plugin asks Nx for: manifests, and the configurations that give a project another name. */
export const manifestPattern = '**/{pyproject.toml,setup.cfg,setup.py,requirements.txt,project.json}';

/** Folders that hold no project of the workspace, wherever they lie. */
const NEVER = new Set([
  'node_modules',
  '.venv',
  'venv',
  '.git',
  '.nx',
  '.tox',
  '.nox',
  '.eggs',
  'site-packages',
  '__pycache__',
  '__pypackages__',
]);

/** Folders whose projects are input to tests: projects only where an Nx configuration says so. */
const FIXTURES = new Set(['fixtures', '__fixtures__', 'testdata', 'test-data', 'test_data']);

/** A folder with at least one manifest. */
export interface Candidate {
  /** Relative to the workspace root, `.` for the root itself. */
  root: string;
  /** Names of the files of the pattern that lie in it. */
  files: string[];
}

/** Groups the files that Nx found by folder, sorted, without folders that hold no project of the workspace. */
export function candidatesOf(files: readonly string[]): Candidate[] {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const root = path.posix.dirname(file);
    const list = folders.get(root);
    if (list) list.push(path.posix.basename(file));
    else folders.set(root, [path.posix.basename(file)]);
  }
  return [...folders]
    .filter(([root, names]) => isProjectFolder(root, names.includes('project.json')))
    .map(([root, names]) => ({ root, files: names.sort() }))
    .sort((a, b) => compare(a.root, b.root));
}

function isProjectFolder(root: string, configured: boolean): boolean {
  return root.split('/').every((part) => !NEVER.has(part) && (configured || !FIXTURES.has(part)));
}

/** The manifest that a candidate is known by, the most telling first; undefined when it has only an Nx configuration. */
export function configFileOf({ root, files }: Candidate): string | undefined {
  const name = ['pyproject.toml', 'setup.cfg', 'setup.py', 'requirements.txt'].find((one) => files.includes(one));
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

/** A project that has to be named. */
export interface Unnamed {
  root: string;
  /** The name that Nx takes from a project.json or package.json in any case. */
  configuredName?: string;
  /** The distribution's name. */
  distribution?: string;
}

/**
 * Names projects: as configured, else after the distribution, else after the folder. Where two would have one name, or
 * one that a configured project has, those without a configuration are named after their path.
 *
 * @param taken names of configured projects that are no Python projects
 */
export function nameProjects(
  projects: readonly Unnamed[],
  taken: Iterable<string>,
): { names: Map<string, string>; clashes: string[] } {
  const wanted = (project: Unnamed): string => project.configuredName ?? project.distribution ?? lastPart(project.root);
  const count = new Map<string, number>();
  for (const name of [...taken, ...projects.map(wanted)]) count.set(name, (count.get(name) ?? 0) + 1);
  const names = new Map<string, string>();
  const clashes = new Set<string>();
  for (const project of projects) {
    const name = wanted(project);
    const clash = project.configuredName === undefined && (count.get(name) ?? 0) > 1;
    if (clash) clashes.add(name);
    names.set(project.root, clash ? pathName(project.root) : name);
  }
  return { names, clashes: [...clashes].sort() };
}

function lastPart(root: string): string {
  return root === '.' ? 'workspace' : path.posix.basename(root);
}

function pathName(root: string): string {
  return root === '.' ? 'workspace' : root.replaceAll('/', '-');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
