import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ProcessOptions, runProcess } from './run.js';

/** Runs a script in this Node. */
const node = (script: string, options: Partial<ProcessOptions> = {}, ...args: string[]) =>
  runProcess({ command: process.execPath, args: ['-e', script, ...args], ...options });

/** Within this time a process and its child have surely started, on a busy machine too. */
const START_MS = 3000;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A zombie that nobody has reaped answers too.
  const stat = `/proc/${pid}/stat`;
  return !(fs.existsSync(stat) && /\) Z /.test(fs.readFileSync(stat, 'utf8')));
}

async function diesSoon(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (!isAlive(pid)) return true;
    await sleep(50);
  }
  return false;
}

/** Starts a grandchild that never ends and deaf to SIGTERM, prints its process id, then does `after`. */
const family = (after: string): string => `
  const deaf = "process.on('SIGTERM', () => {}); process.stdout.write(String(process.pid)); setInterval(() => {}, 1000)";
  const child = require('node:child_process').spawn(process.execPath, ['-e', deaf], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.once('data', (pid) => { process.stdout.write(pid + '\\n'); ${after} });
`;

describe('runProcess', () => {
  it('gives exit code and output', async () => {
    const result = await node(
      'console.log(process.argv[1]); console.error("err"); process.exitCode = 3',
      {},
      'a "b" $c *',
    );
    expect(result).toEqual({ kind: 'exited', code: 3, stdout: 'a "b" $c *\n', stderr: 'err\n', truncated: false });
  });

  it('passes folder, environment and input', async () => {
    const cwd = fs.realpathSync(os.tmpdir());
    const script = 'process.stdin.pipe(process.stdout); console.log(process.cwd(), process.env.X, process.env.HOME)';
    const result = await node(script, { cwd, env: { X: '1' }, input: 'é🐍' });
    expect(result).toMatchObject({ kind: 'exited', stdout: `${cwd} 1 undefined\né🐍` });
  });

  it('gives a process without input an empty one', async () => {
    expect(await node('process.stdin.resume().on("end", () => console.log("end"))')).toMatchObject({ stdout: 'end\n' });
  });

  it('survives a process that does not read its input', async () => {
    expect(await node('process.exit(0)', { input: 'x'.repeat(5_000_000) })).toMatchObject({ kind: 'exited', code: 0 });
  });

  it('puts characters and lines together that are split over chunks', async () => {
    const script = `
      const bytes = Buffer.from('ä🐍\\r\\nlast 漢');
      let at = 0;
      const next = () => { if (at < bytes.length) { process.stdout.write(bytes.subarray(at, ++at)); setTimeout(next, 3); } };
      next();
    `;
    const lines: string[] = [];
    let chunks = '';
    const result = await node(script, {
      onStdoutLine: (line) => lines.push(line),
      onStdout: (chunk) => (chunks += chunk),
    });
    expect(lines).toEqual(['ä🐍', 'last 漢']);
    expect(result).toMatchObject({ stdout: 'ä🐍\r\nlast 漢' });
    expect(chunks).toBe('ä🐍\r\nlast 漢');
  });

  it('keeps a bounded part and still hands on all', async () => {
    let length = 0;
    const result = await node('process.stdout.write("x".repeat(3_000_000))', {
      maxBuffer: 1000,
      onStdout: (chunk) => (length += chunk.length),
    });
    expect(result).toMatchObject({ kind: 'exited', stdout: 'x'.repeat(1000), truncated: true });
    expect(length).toBe(3_000_000);
  });

  it('loses nothing of a large output', async () => {
    const result = await node(
      'process.stdout.write("0123456789".repeat(2_000_000)); process.stderr.write("e".repeat(100000))',
    );
    expect(result).toMatchObject({ kind: 'exited', truncated: false });
    if (result.kind === 'exited') expect([result.stdout.length, result.stderr.length]).toEqual([20_000_000, 100_000]);
  });

  it('says that a program is not there', async () => {
    expect(await runProcess({ command: 'no-such-program-x' })).toEqual({
      kind: 'not-found',
      command: 'no-such-program-x',
    });
  });

  it('tells a missing folder from a missing program', async () => {
    const result = await node('0', { cwd: path.join(os.tmpdir(), 'no-such-folder-x') });
    expect(result).toMatchObject({ kind: 'failed-to-start', message: expect.stringContaining('no-such-folder-x') });
  });

  it('says why a program could not start', async () => {
    expect(await runProcess({ command: os.tmpdir() })).toMatchObject({ kind: 'failed-to-start' });
    expect(await node('0', {}, 'a\0b')).toMatchObject({
      kind: 'failed-to-start',
      message: expect.stringContaining('null bytes'),
    });
  });

  it('lets an error of a callback out, after the process has ended', async () => {
    let pid = 0;
    const onStdoutLine = (line: string): void => {
      pid = Number(line);
      throw new Error('mine');
    };
    await expect(node('console.log(process.pid); setInterval(() => {}, 1000)', { onStdoutLine })).rejects.toThrow(
      'mine',
    );
    expect(isAlive(pid)).toBe(false);
  });

  it('does not start when it is already cancelled', async () => {
    expect(await node('0', { signal: AbortSignal.abort() })).toMatchObject({ kind: 'aborted' });
  });

  it('leaves no listener behind', async () => {
    const count = (): number =>
      ['exit', 'SIGINT', 'SIGTERM', 'SIGHUP'].reduce((sum, name) => sum + process.listenerCount(name), 0);
    const before = count();
    await Promise.all([node('0'), node('0'), node('0')]);
    expect(count()).toBe(before);
  });
});

describe.skipIf(process.platform === 'win32')('runProcess ends the whole process tree', () => {
  it('after a timeout, forcing what ignores the request', async () => {
    const result = await node(family(''), { timeoutMs: START_MS, killGraceMs: 200 });
    expect(result).toMatchObject({ kind: 'timed-out', timeoutMs: START_MS });
    const pid = Number('stdout' in result && result.stdout);
    expect(pid).toBeGreaterThan(0);
    expect(await diesSoon(pid)).toBe(true);
  });

  it('by force when the process itself ignores the request', async () => {
    const script = "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)";
    const started = performance.now();
    const result = await node(script, { timeoutMs: START_MS, killGraceMs: 200 });
    expect(result.kind).toBe('timed-out');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(isAlive(Number('stdout' in result && result.stdout))).toBe(false);
  });

  it('when it is cancelled', async () => {
    const controller = new AbortController();
    let pid = 0;
    const onStdoutLine = (line: string): void => {
      pid = Number(line);
      controller.abort();
    };
    expect(await node(family(''), { signal: controller.signal, onStdoutLine, killGraceMs: 200 })).toMatchObject({
      kind: 'aborted',
    });
    expect(await diesSoon(pid)).toBe(true);
  });

  it('when the process ends and leaves something behind', async () => {
    const result = await node(family('process.exit(5)'));
    expect(result).toMatchObject({ kind: 'exited', code: 5 });
    expect(await diesSoon(Number('stdout' in result && result.stdout))).toBe(true);
  });

  it('and does not wait for a daemon that left the group with the pipes', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const daemon = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)'], { detached: true, stdio: 'inherit' });
      daemon.unref();
      console.log(String(daemon.pid));
      process.exit(0);
    `;
    const started = performance.now();
    const result = await node(script);
    expect(result).toMatchObject({ kind: 'exited', code: 0 });
    expect(performance.now() - started).toBeLessThan(10_000);
    process.kill(Number('stdout' in result && result.stdout));
  });

  it('names the signal that ended the process', async () => {
    expect(await node('process.kill(process.pid, "SIGKILL")')).toMatchObject({ kind: 'signalled', signal: 'SIGKILL' });
  });

  /** A Node that runs `script` by runProcess, with `before` at its top, and passes its output on. */
  function startOuter(
    script: string,
    before = '',
  ): { outer: ChildProcess; firstOutput: Promise<string>; ended: Promise<unknown> } {
    const code = `
      import { runProcess } from ${JSON.stringify(path.join(import.meta.dirname, 'run.ts'))};
      ${before}
      const result = await runProcess({
        command: process.execPath, args: ['-e', ${JSON.stringify(script)}], onStdout: (text) => process.stdout.write(text),
      });
      process.exitCode = result.kind === 'signalled' ? 7 : 8;
    `;
    const args = ['--import', 'tsx', '--input-type=module', '-e', code];
    const outer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    return {
      outer,
      firstOutput: new Promise((resolve) => outer.stdout.once('data', (data) => resolve(String(data)))),
      ended: new Promise((resolve) => outer.once('exit', (code, signal) => resolve(signal ?? code))),
    };
  }

  it.each(['SIGINT', 'SIGTERM'] as const)('when this process itself gets %s', async (signal) => {
    const { outer, firstOutput, ended } = startOuter(family(''));
    const pid = Number(await firstOutput);
    expect(isAlive(pid)).toBe(true);
    outer.kill(signal);
    expect(await ended).toBe(signal);
    expect(await diesSoon(pid)).toBe(true);
  });

  it('and asks it to end when this process handles the signal on its own', async () => {
    const script = 'console.log(process.pid); setInterval(() => {}, 1000)';
    const { outer, firstOutput, ended } = startOuter(script, "process.on('SIGINT', () => {});");
    const pid = Number(await firstOutput);
    outer.kill('SIGINT');
    expect(await ended).toBe(7);
    expect(isAlive(pid)).toBe(false);
  });
});
