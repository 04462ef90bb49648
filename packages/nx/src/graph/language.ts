import type { ProjectConfiguration, ProjectGraphExternalNode, TargetConfiguration } from '@nx/devkit';
import type { Walker } from '@hone/core/files';
import type { Candidate } from './candidates.js';
import type { FileSignatures } from './file-signatures.js';
import type { ResolvedOptions } from './options.js';

/** A language that the graph plugin knows. Nothing of it is loaded before one of its manifests is seen. */
export interface Language {
  /** Also the name of its options. */
  id: 'python' | 'rust';
  /** Names of the files that Nx looks for. */
  manifests: readonly string[];
  /** Loads what reads it. */
  load(): Promise<ReadLanguage>;
}

/** Finds the projects of a language. */
export type ReadLanguage = (context: GraphContext) => Promise<FoundProjects>;

/** One computation of the graph, shared by all languages. */
export interface GraphContext {
  /** Absolute path. */
  workspaceRoot: string;
  options: ResolvedOptions;
  /** Folders with manifests or configurations, of whatever language. */
  candidates: readonly Candidate[];
  signatures: FileSignatures;
  walker: Walker;
}

/** What a language found; names are given over all languages, so its part of the graph is made afterwards. */
export interface FoundProjects {
  projects: readonly FoundProject[];
  /** Things that a person should know, one sentence each. */
  warnings: readonly string[];
  /** @param names the name of each project in the graph, by folder */
  graph(names: ReadonlyMap<string, string>): LanguageGraph;
}

/** A project without its name in the graph. */
export interface FoundProject {
  root: string;
  /** What its language calls it. */
  ownName?: string;
}

/**
 * A kind of file that makes no project: it belongs to the nearest project above it, of whatever language or plugin, and
 * adds targets to that. Nothing of it is loaded before one of its files is seen.
 */
export interface Companion {
  /** Also the name of its options. */
  id: 'docker';
  /** What the workspace must have installed for it. */
  tool: string;
  /** Globs for names. */
  globs: readonly string[];
  /** Whether a file whose name matches one of the globs is one of its files. */
  isFile(name: string): boolean;
  /** Loads what reads it. */
  load(): Promise<ReadCompanion>;
}

/**
 * Makes the parts of projects that a companion's files give them.
 *
 * @param files relative to the workspace root, sorted
 */
export type ReadCompanion = (context: GraphContext, files: readonly string[], known: KnownProjects) => LanguageNode[];

/** The projects of a workspace, as far as this plugin can know them. */
export interface KnownProjects {
  /** Names by folder: those that languages found, and those that Nx finds by a project.json or package.json. */
  names: ReadonlyMap<string, string>;
  /** Folders that a project depends on by the edges of this plugin; there may be more by others'. */
  dependenciesOf(root: string): ReadonlySet<string>;
  /** The same, directly or not. */
  closureOf(root: string): ReadonlySet<string>;
  /** What a project reads outside its folder, as far as its languages tell. */
  readsOf(root: string): readonly string[];
}

/** What a language adds to the project graph. */
export interface LanguageGraph {
  nodes: readonly LanguageNode[];
  /** Locked packages by the name of their node. */
  externalNodes: Record<string, ProjectGraphExternalNode>;
  /** Asked for after the nodes, and only when Nx wants edges. */
  edges(): Iterable<ProjectEdge>;
  externalEdges(): Iterable<ExternalEdge>;
}

/** A project's part in one language; a folder can have one in each. */
export interface LanguageNode {
  root: string;
  /** The manifest by which it was found, relative to the workspace root. */
  configFile: string;
  technologies: string[];
  /** The lock file that rules it. */
  slice?: SliceFacts;
  /** What is read for it outside its folder: files or patterns, relative to the workspace root. */
  reads?: readonly string[];
  /** A digest of the virtual environment that tells something of it, where there is one. */
  environment?: string;
  /** Entries of a table of its workspace that no member uses, where this is the member that answers for them. */
  idleDependencies?: readonly string[];
  /** Lists of inputs that several of its targets share. */
  namedInputs?: ProjectConfiguration['namedInputs'];
  targets: Record<string, TargetConfiguration>;
}

/** What a project's lock slice is made of. */
export interface SliceFacts {
  /** The lock file, relative to the workspace root. */
  lock: string;
  /** The name of the slice's file. */
  name: string;
  /** What is read besides the lock. */
  inputs: string[];
}

/** An edge between two projects, named by their folders, with the file that makes it. */
export interface ProjectEdge {
  source: string;
  target: string;
  file: string;
}

/** An edge from a project (by its folder) or a node to a node of a locked package. */
export interface ExternalEdge {
  source: { root: string; file?: string } | { node: string };
  target: string;
}
