import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineTask, TaskOutcome } from '@hone/core/nx';
import type { ContextOptions } from '../src/executors/context/schema.js';
import { contextEngine, contextFolder } from '../src/engine/context/context.js';

/** A throw-away workspace on disk, for tests. */
export interface TestWorkspace {
  root: string;
  write(files: Record<string, string>): void;
  read(file: string): string;
  /** Runs the engine on one project. */
  run(project: string, closure?: readonly string[], options?: ContextOptions): Promise<TaskOutcome>;
  /** The context of a project as it is on disk: path to mode and content, or the target of a link. */
  context(project: string): Record<string, string>;
  /** Absolute path of a project's context. */
  folder(project: string): string;
  remove(): void;
}

/** Makes a workspace, from a folder of `fixtures` where one is named. */
export function createTestWorkspace(fixture?: string): TestWorkspace {
  const root = mkdtempSync(path.join(tmpdir(), 'hone context '));
  if (fixture !== undefined)
    cpSync(fileURLToPath(new URL(`../src/engine/context/fixtures/${fixture}`, import.meta.url)), root, {
      recursive: true,
    });
  const folder = (project: string): string => path.join(root, contextFolder(project));
  return {
    root,
    write: (files) => {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
        writeFileSync(path.join(root, name), text);
        chmodSync(path.join(root, name), 0o644);
      }
    },
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
    run: async (project, closure = [], options = {}) => {
      const task = taskOf(project, closure, options);
      const context = { workspaceRoot: root, signal: new AbortController().signal, verbose: false };
      for await (const [, outcome] of contextEngine.run([task], context)) return outcome;
      throw new Error('no outcome');
    },
    context: (project) => listTree(folder(project)),
    folder,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A task as Nx would give it; projects are named after their folders. */
export function taskOf(
  project: string,
  closure: readonly string[],
  options: ContextOptions = {},
): EngineTask<ContextOptions> {
  const name = (root: string): string => (root === '.' ? 'workspace' : path.posix.basename(root));
  const all = [project, ...closure];
  const nested = (root: string): string[] =>
    all.filter((other) => other !== root && (root === '.' || other.startsWith(`${root}/`)));
  return {
    id: `${name(project)}:docker-context`,
    project: name(project),
    root: project,
    target: 'docker-context',
    options,
    nestedRoots: nested(project),
    closure: [...closure].sort().map((root) => ({ name: name(root), root, nestedRoots: nested(root) })),
  };
}

function listTree(folder: string, prefix = ''): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(path.join(folder, prefix)).sort()) {
    const file = prefix === '' ? name : `${prefix}/${name}`;
    const absolute = path.join(folder, file);
    const stats = lstatSync(absolute);
    if (stats.isDirectory()) Object.assign(tree, listTree(folder, file));
    else if (stats.isSymbolicLink()) tree[file] = `link ${readlinkSync(absolute)}`;
    else tree[file] = `${(stats.mode & 0o777).toString(8)} ${readFileSync(absolute, 'utf8')}`;
  }
  return tree;
}

/** The digest that `docker-context.json` holds. */
export function digestIn(outcome: TaskOutcome): string {
  const text = Object.values(outcome.outputs ?? {})[0];
  if (text === undefined) throw new Error(JSON.stringify(outcome.report.diagnostics));
  return (JSON.parse(text) as { digest: string }).digest;
}

/** `level rule file: message` of every finding. */
export const findings = (outcome: TaskOutcome): string[] =>
  outcome.report.diagnostics.map(
    ({ level, ruleId, location, message }) =>
      `${level} ${ruleId.replace('docker/context-', '')} ${location?.file ?? ''}: ${message}`,
  );
