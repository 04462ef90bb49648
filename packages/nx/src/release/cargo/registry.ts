import { describeResult, findTool, runProcess } from '@hone/core/process';

/** The newest version of a crate in a registry, or why there is none to be had. */
export interface RegistryAnswer {
  currentVersion: string | null;
  logText: string;
}

const ONE_MINUTE = 60_000;

/**
 * Asks cargo, which knows the mirrors, tokens and proxies that it is set up with.
 *
 * @param folder absolute path of the crate
 * @param registry as `.cargo/config.toml` names it
 */
export async function askCargoRegistry(
  name: string,
  registry: string,
  folder: string,
  workspaceRoot: string,
): Promise<RegistryAnswer> {
  const cargo = findTool('cargo', { workspaceRoot, projectRoot: folder });
  if (!cargo) return { currentVersion: null, logText: 'cargo is not installed, and it is what asks the registry' };
  const args = ['info', '--registry', registry, '--color', 'never', name];
  // A registry that is named makes cargo ask it, where it would otherwise show the crate of this workspace.
  const result = await runProcess({ command: cargo.path, args, cwd: folder, timeoutMs: ONE_MINUTE });
  if (result.kind !== 'exited' || result.code !== 0) {
    const reason = 'stderr' in result ? result.stderr.trim().split('\n').at(-1) : undefined;
    return { currentVersion: null, logText: reason || describeResult('cargo info', result) };
  }
  // "version: 1.0.3" or, when the toolchain is too old for the newest, "version: 1.0.3 (latest 1.1.0)".
  const [, version, latest] = /^version: (\S+)(?: \(latest (\S+)\))?/m.exec(result.stdout) ?? [];
  return { currentVersion: latest ?? version ?? null, logText: `cargo info --registry ${registry} ${name}` };
}
