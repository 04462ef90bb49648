/** A Dockerfile of the workspace, as far as the graph is concerned. */
export interface DockerfileFacts {
  /** Relative to the workspace root. */
  file: string;
  /** The folder that its COPY instructions are written for, relative to the workspace root. */
  context: string;
  /** Distinguishes its targets from those of the project's other Dockerfiles; empty for the main one. */
  suffix: string;
}

/** What a project has of Docker. */
export interface DockerProjectFacts {
  /** The project's folder, relative to the workspace root. */
  root: string;
  /** The name in the project graph. */
  name: string;
  /** Sorted by file. */
  dockerfiles: readonly DockerfileFacts[];
  /**
   * Folders and names of projects that a Dockerfile copies from, and that this one does not depend on as far as this
   * plugin's own edges tell.
   */
  outside: Readonly<Record<string, string>>;
  /**
   * The folders above it and above the projects that it is known to depend on, where root manifests and locks may lie;
   * without those that are its own files.
   */
  above: readonly string[];
  /** What it and those projects read outside their folders: files and patterns, relative to the workspace root, sorted. */
  reads: readonly string[];
  /** Files and folders of no project that a Dockerfile copies, relative to the workspace root, sorted. */
  include: readonly string[];
}
