import { readFileSync } from 'node:fs';
import path from 'node:path';
import { asStrings, isTable, parseToml, stringAt } from '@hone/core/manifests';
import type { CargoCrate } from '@hone/core/cargo';

/**
 * The toolchain that a `rust-toolchain.toml` names, from the crate's folder upwards: a version (`1.88`, `1.88.0`),
 * `nightly`, or a dated nightly. `stable` and `beta` name no image that stays the same, so they give none.
 */
export function readChannel(workspaceRoot: string, { root }: Pick<CargoCrate, 'root'>): string | undefined {
  for (let folder = root; ; folder = path.posix.dirname(folder)) {
    for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
      const text = readText(path.join(workspaceRoot, folder, name));
      if (text !== undefined) return channelOf(text);
    }
    if (folder === '.' || folder === '') return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The old form of the file is the bare name. */
function channelOf(text: string): string | undefined {
  const { table } = parseToml(text, 'rust-toolchain.toml');
  const written = isTable(table['toolchain']) ? stringAt(table['toolchain'], 'channel') : asStrings([text.trim()])[0];
  const channel = /^(?:\d+\.\d+(?:\.\d+)?|nightly(?:-\d{4}-\d{2}-\d{2})?)/.exec(written ?? '')?.[0];
  return channel;
}
