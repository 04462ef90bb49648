import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findTool } from '@hone/core/process';
import type { ProjectContext } from '../../check.js';
import { checkers } from './checkers.js';
import type { TypeChecker } from './type-checker.js';

/** How to start a checker: a program and the arguments before its own. */
export interface Command {
  program: string;
  args: string[];
}

/** The checker of a project; `isConfigured` when the project (or the workspace) has a configuration for it. */
export interface ChosenChecker {
  checker: TypeChecker;
  isConfigured: boolean;
  /** Undefined when it is not installed. */
  command?: Command;
}

/**
 * Chooses as the option says; `auto` takes the checker that the project, or else the workspace root, configures, and
 * without a configuration the first that is installed.
 */
export function chooseChecker(project: ProjectContext): ChosenChecker | undefined {
  const wanted = project.options.typeChecker;
  const projectRoot = join(project.workspaceRoot, project.root);
  const folders = [...new Set([projectRoot, project.workspaceRoot])];
  const open = checkers.filter(({ name }) => wanted === 'auto' || wanted === name);
  const configured = folders
    .map((folder) => open.find((checker) => isConfiguredIn(folder, checker)))
    .find((checker) => checker !== undefined);
  if (configured) return complete(configured, true, project);
  const installed = open.map((checker) => complete(checker, false, project));
  return installed.find(({ command }) => command) ?? (wanted === 'auto' ? undefined : installed[0]);
}

function complete(checker: TypeChecker, isConfigured: boolean, project: ProjectContext): ChosenChecker {
  const command = findCommand(checker, project);
  return { checker, isConfigured, ...(command && { command }) };
}

function isConfiguredIn(folder: string, { table, files, name }: TypeChecker): boolean {
  if (files.some((file) => existsSync(join(folder, file)))) return true;
  if (new RegExp(`^\\s*\\[+tool\\.${table}[.\\]]`, 'm').test(read(join(folder, 'pyproject.toml')))) return true;
  return name === 'mypy' && /^\[mypy\]/m.test(read(join(folder, 'setup.cfg')));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Pyright is an npm package of the workspace before it is a program on PATH; the others are Python's. */
function findCommand({ name }: TypeChecker, { workspaceRoot, root }: ProjectContext): Command | undefined {
  const script = name === 'pyright' ? findPyrightPackage(workspaceRoot) : undefined;
  if (script !== undefined) return { program: process.execPath, args: [script] };
  const tool = findTool(name, { workspaceRoot, projectRoot: join(workspaceRoot, root) });
  return tool && { program: tool.path, args: [] };
}

function findPyrightPackage(workspaceRoot: string): string | undefined {
  try {
    const manifest = createRequire(join(workspaceRoot, 'package.json')).resolve('pyright/package.json');
    const script = join(dirname(manifest), 'index.js');
    return existsSync(script) ? script : undefined;
  } catch {
    return undefined;
  }
}
