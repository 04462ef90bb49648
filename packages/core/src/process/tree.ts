import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const windows = process.platform === 'win32';

/** The children that run now, so that none outlives this process. */
const live = new Set<ChildProcess>();

/** Whether children are to be started as leaders of a process group of their own, by which their whole tree is known. */
export const startsGroup = !windows;

/** Ends the tree of `child` with this process; gives back a function that undoes it. */
export function endWithUs(child: ChildProcess): () => void {
  if (live.size === 0) {
    process.on('exit', endAll);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  live.add(child);
  return () => {
    live.delete(child);
    if (live.size > 0) return;
    process.off('exit', endAll);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
}

/** Sends a signal to a child and to everything it started. On Windows the tree is ended at once. */
export function killTree(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (windows) {
    taskkill(child.pid);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: all of the group has ended.
  }
}

function taskkill(pid: number): void {
  const program = path.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  spawn(program, ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
    'error',
    () => undefined,
  );
}

function endAll(): void {
  for (const child of live) killTree(child, 'SIGKILL');
}

/** A group of its own does not get the terminal's Ctrl+C, so it is passed on; then the signal does what it did before. */
function onSignal(signal: NodeJS.Signals): void {
  for (const child of live) killTree(child, 'SIGTERM');
  if (process.listenerCount(signal) > 1) return;
  for (const name of SIGNALS) process.off(name, onSignal);
  endAll();
  process.kill(process.pid, signal);
}
