import { spawn } from 'node:child_process';

const onWindows = process.platform === 'win32';

/**
 * Runs a Node tool by its argument array, shows its output as it comes, and gives back what it printed.
 *
 * @param {string} command `node`, `npm` or `npx`
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCommand(command, args, { cwd, env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    // npm and npx are .cmd files on Windows, which Node starts through a shell only; the arguments are our own.
    const shell = onWindows && command !== 'node';
    const child = spawn(command === 'node' ? process.execPath : command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const [stream, sink] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (!quiet) sink.write(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
