import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A program that has ended. */
export interface Finished {
  /** Exit code; 1 when a signal ended it. */
  code: number;
  /** Standard output and standard error as they came, without colours. */
  output: string;
  /** Wall time. */
  seconds: number;
}

export interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Ends the whole process tree after this time; the default is ten minutes. */
  timeoutMs?: number;
}

const TEN_MINUTES = 600_000;

/** Runs a program without a shell and gives its code and output. Throws when it can't be started or takes too long. */
export function run(command: readonly string[], { cwd, env, timeoutMs = TEN_MINUTES }: RunOptions): Promise<Finished> {
  const [program = '', ...args] = command;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    // A group of its own, so that a timeout ends the grandchildren too.
    const child = spawn(program, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const timer = setTimeout(() => {
      endTree(child);
      reject(new Error(`${title(command)} took longer than ${timeoutMs} ms. It printed:\n${output}`));
    }, timeoutMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({
        code: code ?? 1,
        output: stripVTControlCharacters(output),
        seconds: (performance.now() - started) / 1000,
      });
    });
  });
}

/** Like {@link run}; throws with the output when the program fails. */
export async function mustRun(command: readonly string[], options: RunOptions): Promise<Finished> {
  const finished = await run(command, options);
  if (finished.code !== 0) throw new Error(`${title(command)} failed with ${finished.code}:\n${finished.output}`);
  return finished;
}

/** Ends a child that was started as a group of its own, and everything it started. */
export function endTree(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

/** The start of a command for npm: its script under this Node, since `npm.cmd` would need a shell. */
export function npm(...args: string[]): string[] {
  const folder = dirname(process.execPath);
  const script = [
    process.env['npm_execpath'],
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path !== undefined && basename(path) === 'npm-cli.js' && existsSync(path));
  return [...(script === undefined ? ['npm'] : [process.execPath, script]), ...args];
}

function title(command: readonly string[]): string {
  return `"${command.map((part) => basename(part)).join(' ')}"`;
}
