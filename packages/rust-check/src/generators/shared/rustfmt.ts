import { existsSync } from 'node:fs';
import path from 'node:path';
import { findTool, runProcess } from '@hone/core/process';

/**
 * Formats Rust as the workspace's own rustfmt would. The text comes back as it is when there is no rustfmt: what we
 * generate is written in its default style.
 *
 * @param workspaceRoot absolute path
 * @param folder the crate's, relative to the workspace root; rustfmt.toml is looked for there and above
 */
export async function formatRust(
  text: string,
  workspaceRoot: string,
  folder: string,
  edition: string,
): Promise<string> {
  const rustfmt = findTool('rustfmt', { workspaceRoot });
  const cwd = nearestFolder(path.resolve(workspaceRoot, folder));
  if (!rustfmt || cwd === undefined) return text;
  const result = await runProcess({
    command: rustfmt.path,
    args: ['--edition', edition, '--emit', 'stdout'],
    cwd,
    input: text,
    timeoutMs: 30_000,
  });
  return result.kind === 'exited' && result.code === 0 && result.stdout !== '' ? result.stdout : text;
}

function nearestFolder(folder: string): string | undefined {
  if (existsSync(folder)) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : nearestFolder(above);
}
