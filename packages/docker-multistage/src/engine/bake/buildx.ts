import { HoneError } from '@hone/core/diagnostics';
import { describeResult, runProcess } from '@hone/core/process';

/** A way to call buildx, and what it can do. */
export interface Buildx {
  command: string;
  /** What comes before the subcommand. */
  prefix: readonly string[];
  /** `v0.19.3`; for messages. */
  version: string;
  /** Progress as JSON, from 0.13 on. */
  rawJson: boolean;
  /** Whether access to what lies outside the workspace must be allowed by an option, from 0.17 on. */
  allow: boolean;
}

/** As the docker CLI's plugin, or by itself. */
const CALLS: readonly Pick<Buildx, 'command' | 'prefix'>[] = [
  { command: 'docker', prefix: ['buildx'] },
  { command: 'docker-buildx', prefix: [] },
  { command: 'buildx', prefix: [] },
];

/**
 * Finds buildx.
 *
 * @throws HoneError that says how to install it
 */
export async function findBuildx(env: NodeJS.ProcessEnv = process.env): Promise<Buildx> {
  for (const { command, prefix } of CALLS) {
    const version = await runProcess({ command, args: [...prefix, 'version'], env, timeoutMs: 30_000 });
    if (version.kind !== 'exited' || version.code !== 0) continue;
    const help = await runProcess({ command, args: [...prefix, 'bake', '--help'], env, timeoutMs: 30_000 });
    const text = 'stdout' in help ? help.stdout : '';
    return {
      command,
      prefix,
      version: /\bv\d\S*/.exec(version.stdout)?.[0] ?? 'of unknown version',
      rawJson: text.includes('rawjson'),
      allow: /^\s+--allow\b/m.test(text),
    };
  }
  throw new HoneError('docker buildx is not there.', {
    code: 'docker/no-buildx',
    hint: 'It is needed for several platforms, `cacheTo` and `builder`: install the package docker-buildx-plugin (Docker Desktop has it), or put its binary on PATH; see https://github.com/docker/buildx#installing.',
  });
}

/**
 * Runs a short command of buildx.
 *
 * @returns its standard output
 * @throws HoneError with what it says
 */
export async function askBuildx(
  { command, prefix }: Buildx,
  args: readonly string[],
  what: string,
  signal?: AbortSignal,
): Promise<string> {
  const all = [...prefix, ...args];
  const result = await runProcess({ command, args: all, timeoutMs: 300_000, ...(signal && { signal }) });
  if (result.kind === 'exited' && result.code === 0) return result.stdout;
  const said = 'stderr' in result ? lastLine(result.stderr) : undefined;
  throw new HoneError(`${what}: ${said ?? describeResult('docker buildx', result)}.`, { code: 'docker/buildx' });
}

/** `ERROR: no builder "x" found` → `no builder "x" found` */
export function lastLine(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((each) => each.startsWith('ERROR:')) ?? lines.at(-1);
  return line
    ?.replace(/^ERROR:\s*/, '')
    .trim()
    .replace(/\.$/, '');
}
