import { runProcess } from '@hone/core/process';
import type { Command, Toolchain } from './find-toolchain.js';

/** What the programs of a toolchain say of themselves. Each part is absent when the program can't be asked. */
export interface ToolchainFacts {
  /** `1.95.0`, `1.97.0-nightly`. */
  rustc?: string;
  /** The platform that the compiler runs on: `x86_64-unknown-linux-gnu`. */
  host?: string;
  rustfmt?: string;
}

/** @param cwd absolute path of the folder by which rustup chooses the toolchain */
export async function readToolchainFacts(
  { rustc, rustfmt }: Toolchain,
  cwd: string,
  signal: AbortSignal,
): Promise<ToolchainFacts> {
  const [compiler, formatter] = await Promise.all([
    ask(rustc, '-vV', cwd, signal),
    ask(rustfmt, '--version', cwd, signal),
  ]);
  const field = (name: string): string | undefined => new RegExp(`^${name}: (\\S+)`, 'm').exec(compiler)?.[1];
  const facts = { rustc: field('release'), host: field('host'), rustfmt: /^rustfmt (\S+)/.exec(formatter)?.[1] };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

async function ask(command: Command | undefined, argument: string, cwd: string, signal: AbortSignal): Promise<string> {
  if (!command) return '';
  const result = await runProcess({ command: command.program, args: [...command.args, argument], cwd, signal });
  return result.kind === 'exited' && result.code === 0 ? result.stdout : '';
}
