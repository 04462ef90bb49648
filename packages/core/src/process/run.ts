import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import fs from 'node:fs';
import { errorMessage } from '../diagnostics/hone-error.js';
import { type Capture, createCapture } from './capture.js';
import type { ProcessOutput, ProcessResult } from './result.js';
import { endWithUs, killTree, startsGroup } from './tree.js';

/** What to run and how. */
export interface ProcessOptions {
  /** A program's path, or a name that is looked up on PATH. Never goes through a shell. */
  command: string;
  args?: readonly string[];
  /** Absolute path. Default: that of this process. */
  cwd?: string;
  /** The whole environment. Default: that of this process. */
  env?: NodeJS.ProcessEnv;
  /** Written to its standard input, which is then closed. Without it the process reads nothing. */
  input?: string | Uint8Array;
  /** The whole process tree is ended after this time. Default: no limit. */
  timeoutMs?: number;
  /** Ends the whole process tree. */
  signal?: AbortSignal;
  /** Between asking a tree to end and forcing it. Default 2000. */
  killGraceMs?: number;
  /** UTF-16 code units of each stream to keep in the result. Default 64 Mi. */
  maxBuffer?: number;
  onStdout?: (chunk: string) => void;
  onStderr?: (chunk: string) => void;
  /** Gets each line without its line end. */
  onStdoutLine?: (line: string) => void;
  onStderrLine?: (line: string) => void;
}

/** After the process has ended: for how long its pipes may stay silent before they are taken as held by a daemon. */
const DRAIN_MS = 250;

/**
 * Runs a program and waits for its end. Whatever it started and left behind in its process group is ended too, also
 * when this process ends. Output is decoded as UTF-8 with characters split over chunks put together.
 *
 * @throws only what a callback throws, after the process tree has been ended
 */
export async function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  if (options.signal?.aborted) return { kind: 'aborted', stdout: '', stderr: '', truncated: false };
  const started = await start(options);
  return 'kind' in started ? started : supervise(started, options);
}

type Failure = Extract<ProcessResult, { kind: 'not-found' | 'failed-to-start' }>;

async function start(options: ProcessOptions): Promise<ChildProcess | Failure> {
  const { command, args = [], cwd, env } = options;
  const spawnOptions: SpawnOptions = {
    cwd,
    env,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: startsGroup,
    windowsHide: true,
    shell: false,
  };
  try {
    // On Windows a `.cmd` or `.bat` needs cmd.exe and its quoting, which cross-spawn knows. Nothing is awaited elsewhere:
    // who starts a process and goes on computing has it run meanwhile.
    const run = process.platform === 'win32' ? (await import('cross-spawn')).default : spawn;
    const child = run(command, [...args], spawnOptions);
    const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      child.once('error', resolve);
      child.once('spawn', () => resolve(undefined));
    });
    return failure ? startFailure(failure, options) : child;
  } catch (error) {
    return startFailure(error as NodeJS.ErrnoException, options);
  }
}

function startFailure(error: NodeJS.ErrnoException, { command, cwd }: ProcessOptions): Failure {
  // A missing folder gives the same code as a missing program.
  if (cwd !== undefined && !fs.existsSync(cwd)) {
    return { kind: 'failed-to-start', command, message: `its working folder ${cwd} does not exist` };
  }
  if (error.code === 'ENOENT') return { kind: 'not-found', command };
  return { kind: 'failed-to-start', command, message: errorMessage(error) };
}

type Ending = { kind: 'timed-out' } | { kind: 'aborted' } | { kind: 'threw'; error: unknown };

async function supervise(child: ChildProcess, options: ProcessOptions): Promise<ProcessResult> {
  const release = endWithUs(child);
  let ending: Ending | undefined;
  let force: NodeJS.Timeout | undefined;
  const end = (reason: Ending): void => {
    if (ending) return;
    ending = reason;
    killTree(child, 'SIGTERM');
    force = setTimeout(() => killTree(child, 'SIGKILL'), options.killGraceMs ?? 2000);
  };

  const guard = <A>(callback: ((value: A) => void) | undefined): ((value: A) => void) | undefined =>
    callback &&
    ((value) => {
      if (ending?.kind === 'threw') return;
      try {
        callback(value);
      } catch (error) {
        end({ kind: 'threw', error });
      }
    });
  const limit = options.maxBuffer ?? 64 * 1024 * 1024;
  const stdout = createCapture(limit, guard(options.onStdout), guard(options.onStdoutLine));
  const stderr = createCapture(limit, guard(options.onStderr), guard(options.onStderrLine));

  const abort = (): void => end({ kind: 'aborted' });
  options.signal?.addEventListener('abort', abort, { once: true });
  if (options.signal?.aborted) abort();
  const timer =
    options.timeoutMs === undefined ? undefined : setTimeout(() => end({ kind: 'timed-out' }), options.timeoutMs);

  feed(child, options.input);
  const status = await finished(child, stdout, stderr);

  clearTimeout(timer);
  clearTimeout(force);
  options.signal?.removeEventListener('abort', abort);
  release();
  stdout.end();
  stderr.end();
  if (ending?.kind === 'threw') throw ending.error;
  const output: ProcessOutput = {
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.truncated || stderr.truncated,
  };
  if (ending?.kind === 'timed-out') return { kind: 'timed-out', timeoutMs: options.timeoutMs!, ...output };
  if (ending?.kind === 'aborted') return { kind: 'aborted', ...output };
  return status.signal === null
    ? { kind: 'exited', code: status.code ?? 0, ...output }
    : { kind: 'signalled', signal: status.signal, ...output };
}

function feed(child: ChildProcess, input: string | Uint8Array | undefined): void {
  if (!child.stdin) return;
  // A process that ends before it has read everything is not an error of ours (EPIPE).
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
}

/** Waits for the process to end and for its output to be read. */
function finished(
  child: ChildProcess,
  stdout: Capture,
  stderr: Capture,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => {
    let heard = false;
    const listen = (stream: NodeJS.ReadableStream | null, capture: Capture): void => {
      stream?.setEncoding('utf8');
      stream?.on('data', (chunk: string) => {
        heard = true;
        capture.write(chunk);
      });
      stream?.on('error', () => undefined);
    };
    listen(child.stdout, stdout);
    listen(child.stderr, stderr);

    let drain: NodeJS.Timeout | undefined;
    child.once('exit', () => {
      // What it left in its group would hold the pipes and outlive it.
      if (startsGroup) killTree(child, 'SIGKILL');
      drain = setInterval(() => {
        if (!heard) {
          child.stdout?.destroy();
          child.stderr?.destroy();
        }
        heard = false;
      }, DRAIN_MS);
    });
    child.once('close', (code, signal) => {
      clearInterval(drain);
      resolve({ code, signal });
    });
  });
}
