import { runProcess } from '@hone/core/process';
import { parsePlatform, type Platform } from '../features/index.js';
import type { Command, Toolchain } from './find-toolchain.js';

/** What the programs of a toolchain say of themselves. Each part is absent when the program can't be asked. */
export interface ToolchainFacts {
  /** `1.95.0`, `1.97.0-nightly`. */
  rustc?: string;
  rustfmt?: string;
  /** The platform that the compiler runs on. */
  host?: Platform;
  /** The platforms that are compiled for, where they are named. */
  targets: Platform[];
}

/**
 * @param targets triples that are compiled for besides, or instead of, the compiler's own platform
 * @param cwd absolute path of the folder by which rustup chooses the toolchain
 */
export async function readToolchainFacts(
  { rustc, rustfmt }: Toolchain,
  targets: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<ToolchainFacts> {
  const flags = cfgFlags(process.env);
  const [compiler, formatter, own, ...others] = await Promise.all([
    ask(rustc, ['-vV'], cwd, signal),
    ask(rustfmt, ['--version'], cwd, signal),
    ask(rustc, ['--print', 'cfg', ...flags], cwd, signal),
    ...targets.map((target) => ask(rustc, ['--print', 'cfg', '--target', target, ...flags], cwd, signal)),
  ]);
  const field = (name: string): string | undefined => new RegExp(`^${name}: (\\S+)`, 'm').exec(compiler)?.[1];
  const [release, host, formatted] = [field('release'), field('host'), /^rustfmt (\S+)/.exec(formatter)?.[1]];
  return {
    ...(release !== undefined && { rustc: release }),
    ...(formatted !== undefined && { rustfmt: formatted }),
    ...(host !== undefined && own !== '' && { host: parsePlatform(host, own) }),
    targets: targets.flatMap((target, index) => (others[index] ? [parsePlatform(target, others[index])] : [])),
  };
}

/** `--cfg` flags of RUSTFLAGS, which dependencies can hang on: `cfg(tokio_unstable)`. */
function cfgFlags(env: NodeJS.ProcessEnv): string[] {
  const flags = env['CARGO_ENCODED_RUSTFLAGS']?.split('\x1F') ?? env['RUSTFLAGS']?.split(/\s+/) ?? [];
  return flags.flatMap((flag, index) => {
    if (flag === '--cfg') return flags[index + 1] === undefined ? [] : ['--cfg', flags[index + 1]!];
    return flag.startsWith('--cfg=') ? [flag] : [];
  });
}

async function ask(
  command: Command | undefined,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<string> {
  if (!command) return '';
  const result = await runProcess({ command: command.program, args: [...command.args, ...args], cwd, signal });
  return result.kind === 'exited' && result.code === 0 ? result.stdout : '';
}
