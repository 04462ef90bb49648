import fs from 'node:fs';
import path from 'node:path';
import { createWalker } from '@hone/core/files';
import { describeResult, runProcess } from '@hone/core/process';
import { findNx, firstError } from '@hone/core/scratch';
import { globPattern } from '../../fixers/rules/glob.js';
import { allowedCommand } from '../../fixers/rules/steps/command.js';
import type { FixCommand, PlannedFix } from '../../types.js';

/** Whether a fix may run a command, and change with it what it says. A plan is a file that anybody can have written. */
export function isAllowedCommand({ command, args, changes, cwd }: FixCommand): boolean {
  const allowed = allowedCommand([command, ...args]);
  const known = new Set(allowed?.changes.map((name) => path.posix.join(cwd, name)));
  return changes.every((file) => known.has(file)) && allowed !== undefined;
}

/** The commands of some fixes, each once, with the fixes that have it. */
export function commandsOf(fixes: readonly PlannedFix[]): { command: FixCommand; fixes: PlannedFix[] }[] {
  const found = new Map<string, { command: FixCommand; fixes: PlannedFix[] }>();
  for (const fix of fixes) {
    for (const command of fix.commands ?? []) {
      const key = JSON.stringify([command.command, command.args, command.cwd]);
      const known = found.get(key);
      if (known) known.fixes.push(fix);
      else found.set(key, { command, fixes: [fix] });
    }
  }
  return [...found.values()];
}

/** Where commands run. */
export interface CommandPlace {
  /** Absolute path of the copy. */
  workspace: string;
  env: NodeJS.ProcessEnv;
  timeoutMs: number;
  signal: AbortSignal;
}

/** What a command did: the files that it changed and may change, or what went wrong, a sentence. */
export type CommandEnd = { changed: string[] } | { problem: string };

/** Runs a command in the copy. New files that it may not make are deleted; one that rewrites others is refused. */
export async function runCommand(command: FixCommand, place: CommandPlace): Promise<CommandEnd> {
  const { workspace, env, timeoutMs, signal } = place;
  const before = snapshot(workspace);
  const cwd = path.join(workspace, command.cwd);
  const result = await runProcess({ ...programOf(command, workspace), cwd, env, timeoutMs, signal });
  signal.throwIfAborted();
  const name = `\`${[command.command, ...command.args].join(' ')}\``;
  if (result.kind !== 'exited' || result.code !== 0) {
    const said = 'stdout' in result ? `: ${firstError(`${result.stdout}\n${result.stderr}`, [workspace])}` : '';
    return { problem: `${describeResult(name, result)}${said}.`.replace(/\.\.$/, '.') };
  }
  const after = snapshot(workspace);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
  const isDeclared = declaredBy(command);
  const others = changed.filter((file) => !isDeclared(file));
  for (const file of others.filter((each) => !before.has(each))) fs.rmSync(path.join(workspace, file), { force: true });
  const rewritten = others.filter((file) => before.has(file));
  return rewritten.length === 0
    ? { changed: changed.filter(isDeclared) }
    : { problem: `${name} changed ${rewritten.slice(0, 3).join(', ')} as well, which it may not.` };
}

/** `nx` is that of the workspace, whether or not PATH has one. */
function programOf({ command, args }: FixCommand, workspace: string): { command: string; args: readonly string[] } {
  const nx = command === 'nx' ? findNx(workspace) : undefined;
  return nx === undefined ? { command, args } : { command: process.execPath, args: [nx, ...args] };
}

function declaredBy({ changes }: FixCommand): (file: string) => boolean {
  const names = new Set(changes);
  const globs = changes.filter(isGlob).map(globPattern);
  return (file) => names.has(file) || globs.some((glob) => glob.test(file));
}

/** Whether what a command may change is a pattern: `nx sync` writes many files of one name. */
export function isGlob(name: string): boolean {
  return name.includes('*');
}

function snapshot(workspace: string): ReadonlyMap<string, string> {
  const entries = createWalker(workspace).listEntries('.');
  return new Map(entries.map(({ file, size, mtimeMs, ctimeMs }) => [file, `${size} ${mtimeMs} ${ctimeMs}`]));
}
