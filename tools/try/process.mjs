// Starts programs without a shell, on Windows too.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * @typedef {{ code: number, output: string, seconds: number }} Finished
 */

/**
 * Runs a program to its end and shows what it prints.
 *
 * @param {readonly string[]} command program and arguments
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} options with `quiet`, output is shown only on failure
 * @returns {Promise<Finished>}
 */
export function run([program, ...args], { cwd, env = process.env, quiet = false }) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        if (!quiet) process.stdout.write(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output, seconds: (performance.now() - started) / 1000 }));
  });
}

/** Like {@link run}, quietly; a failure shows the output and throws. */
export async function mustRun(command, options) {
  const finished = await run(command, { quiet: true, ...options });
  if (finished.code === 0) return finished;
  process.stdout.write(finished.output);
  throw new Error(`"${command.map((part) => basename(part)).join(' ')}" failed with code ${finished.code}`);
}

/** The command that starts npm: its script under this very Node, since `npm.cmd` would need a shell. */
export function npm() {
  const folder = dirname(process.execPath);
  const scripts = [
    process.env.npm_execpath,
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = scripts.find((path) => path && basename(path) === 'npm-cli.js' && existsSync(path));
  return script ? [process.execPath, script] : ['npm'];
}

/** The command that starts the Nx of a workspace. */
export function nx(workspace) {
  const folder = join(workspace, 'node_modules', 'nx');
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [process.execPath, join(folder, bin.nx)];
}
