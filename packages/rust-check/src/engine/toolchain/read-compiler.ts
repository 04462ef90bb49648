import { runProcess } from '@hone/core/process';
import type { Command } from './find-toolchain.js';

/** What a compiler says of itself. */
export interface Compiler {
  /** `1.95.0`, `1.97.0-nightly`. */
  version: string;
  /** The platform that it runs on: `x86_64-unknown-linux-gnu`. */
  host: string;
}

/**
 * @param cwd absolute path of the folder by which rustup chooses the toolchain
 * @returns undefined when it can't be asked; cargo will meet the same problem and say why
 */
export async function readCompiler(
  rustc: Command | undefined,
  cwd: string,
  signal: AbortSignal,
): Promise<Compiler | undefined> {
  if (!rustc) return undefined;
  const result = await runProcess({ command: rustc.program, args: [...rustc.args, '-vV'], cwd, signal });
  if (result.kind !== 'exited' || result.code !== 0) return undefined;
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.+)$`, 'm').exec(result.stdout)?.[1]?.trim();
  const [version, host] = [field('release'), field('host')];
  return version === undefined || host === undefined ? undefined : { version, host };
}
