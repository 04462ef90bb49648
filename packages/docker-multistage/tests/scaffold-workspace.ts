import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProjectGraph } from '@nx/devkit';
import type { Diagnostic } from '@hone/core/diagnostics';
import { closureOf, type EngineContext, type TaskOutcome } from '@hone/core/nx';
import { flushChanges, FsTree } from 'nx/src/generators/tree.js';
import { buildEngine } from '../src/engine/build/build.js';
import type { ImageFile, ImageResult } from '../src/engine/build/types.js';
import { contextEngine, contextFolder } from '../src/engine/context/context.js';
import { lintEngine } from '../src/engine/lint/lint.js';
import dockerfileGenerator, { type Surroundings } from '../src/generators/dockerfile/dockerfile.js';
import type { DockerfileOptions } from '../src/generators/dockerfile/schema.js';

/** A throw-away workspace in which Dockerfiles are generated, linted and built. */
export interface ScaffoldWorkspace {
  root: string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Runs the generator and writes what it changed; gives the changed files. */
  generate(options: DockerfileOptions, surroundings?: Surroundings): Promise<string[]>;
  /** What the linter finds in a project, with every rule that is on by default. */
  lint(project: string): Promise<Diagnostic[]>;
  /** Writes the build context of a project; gives its folder, for `build`. */
  writeContext(project: string): Promise<string>;
  /** Builds stages of a project's Dockerfile in the engine; throws with what was found where that fails. */
  build(project: string, options: BuildRequest): Promise<ImageResult[]>;
  remove(): void;
}

export interface BuildRequest {
  image: string;
  stages?: string[];
  buildArgs: Record<string, string>;
  context?: string;
}

/**
 * Makes a workspace.
 *
 * @param folder absolute path of what is copied into it
 * @param projects folders of its projects, each with those it depends on; a project is named after its folder
 */
export function createScaffoldWorkspace(
  folder: string | undefined,
  projects: Readonly<Record<string, readonly string[]>>,
): ScaffoldWorkspace {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'hone-scaffold-')));
  if (folder !== undefined) cpSync(folder, root, { recursive: true });
  const graph = graphOf(projects);
  const context: EngineContext = { workspaceRoot: root, signal: new AbortController().signal, verbose: false };
  const taskOf = <Options>(project: string, target: string, options: Options) => {
    const node = graph.nodes[project]!;
    return { id: `${project}:${target}`, project, root: node.data.root, target, options, nestedRoots: [] };
  };
  return {
    root,
    write: (file, text) => {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    },
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
    generate: async (options, surroundings = {}) => {
      const tree = new FsTree(root, false);
      await dockerfileGenerator(tree, options, { readGraph: () => Promise.resolve(graph), ...surroundings });
      const changes = tree.listChanges();
      flushChanges(root, changes);
      return changes.map((change) => change.path).sort();
    },
    lint: async (project) => {
      const outcome = await first(lintEngine.run([taskOf(project, 'docker-lint', {})], context));
      return [...outcome.report.diagnostics];
    },
    writeContext: async (project) => {
      const task = taskOf(project, 'docker-context', {});
      const closure = closureOf(project, graph);
      const outcome = await first(contextEngine.run([{ ...task, closure }], context));
      if (outcome.failed) throw new Error(JSON.stringify(outcome.report.diagnostics, null, 2));
      return contextFolder(task.root);
    },
    build: async (project, { image, stages, buildArgs, context: folderOf = '.' }) => {
      const options = { context: folderOf, image, tags: ['{stage}'], buildArgs, ...(stages && { stages }) };
      const outcome = await first(buildEngine.run([taskOf(project, 'docker-build', options)], context));
      const [text] = Object.values(outcome.outputs ?? {});
      if (text === undefined) throw new Error(JSON.stringify(outcome.report.diagnostics, null, 2));
      return (JSON.parse(text) as ImageFile).images;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

async function first(outcomes: AsyncIterable<readonly [string, TaskOutcome]>): Promise<TaskOutcome> {
  for await (const [, outcome] of outcomes) return outcome;
  throw new Error('no outcome');
}

const nameOf = (root: string): string => (root === '.' ? 'workspace' : path.posix.basename(root));

function graphOf(projects: Readonly<Record<string, readonly string[]>>): ProjectGraph {
  const roots = Object.keys(projects);
  return {
    nodes: Object.fromEntries(
      roots.map((root) => [nameOf(root), { name: nameOf(root), type: 'app', data: { root } } as const]),
    ),
    dependencies: Object.fromEntries(
      Object.entries(projects).map(([root, targets]) => [
        nameOf(root),
        targets.map((target) => ({ source: nameOf(root), target: nameOf(target), type: 'static' })),
      ]),
    ),
  };
}
