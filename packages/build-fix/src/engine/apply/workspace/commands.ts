import fs from 'node:fs';
import path from 'node:path';
import { createWalker } from '@hone/core/files';
import { describeResult, type ProcessResult, runProcess } from '@hone/core/process';
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
  /** Told of each file that a command may change, before it does. */
  remember: (file: string) => void;
  /** Gives a file back the text that it had before the command. */
  putBack: (file: string) => void;
  signal: AbortSignal;
}

/** What a command did: the files that it changed and may change; and what went wrong, a sentence. */
export interface CommandEnd {
  changed: string[];
  problem?: string;
}

/** Runs a command in the copy. What it changes and may not is put back; one that rewrites files of the workspace is refused. */
export async function runCommand(command: FixCommand, place: CommandPlace): Promise<CommandEnd> {
  const { workspace, env, timeoutMs, signal, remember, putBack } = place;
  const before = snapshot(workspace);
  const isDeclared = declaredBy(command);
  for (const file of before.keys()) if (isDeclared(file)) remember(file);
  const cwd = path.join(workspace, command.cwd);
  const result = await runProcess({ ...programOf(command, workspace), cwd, env, timeoutMs, signal });
  signal.throwIfAborted();
  const changed = changesSince(before, snapshot(workspace));
  const others = changed.filter((file) => !isDeclared(file));
  const rewritten = others.filter((file) => before.has(file));
  for (const file of others.filter((each) => !before.has(each))) fs.rmSync(path.join(workspace, file), { force: true });
  for (const file of rewritten) putBack(file);
  const problem = problemOf(command, result, rewritten, workspace);
  return { changed: changed.filter(isDeclared), ...(problem !== undefined && { problem }) };
}

function problemOf(
  { command, args }: FixCommand,
  result: ProcessResult,
  rewritten: readonly string[],
  workspace: string,
): string | undefined {
  const name = `\`${[command, ...args].join(' ')}\``;
  if (result.kind !== 'exited' || result.code !== 0) {
    const said = 'stdout' in result ? `: ${firstError(`${result.stdout}\n${result.stderr}`, [workspace])}` : '';
    return `${describeResult(name, result)}${said}.`.replace(/\.\.$/, '.');
  }
  return rewritten.length === 0
    ? undefined
    : `${name} changed ${rewritten.slice(0, 3).join(', ')} as well, which it may not.`;
}

function changesSince(before: Snapshot, after: Snapshot): string[] {
  const files = new Set([...before.keys(), ...after.keys()]);
  return [...files].filter((file) => before.get(file) !== after.get(file));
}

type Snapshot = ReadonlyMap<string, string>;

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

function snapshot(workspace: string): Snapshot {
  const entries = createWalker(workspace).listEntries('.');
  return new Map(entries.map(({ file, size, mtimeMs, ctimeMs }) => [file, `${size} ${mtimeMs} ${ctimeMs}`]));
}
