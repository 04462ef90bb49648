import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isTable, parseToml } from '@hone/core/manifests';

/**
 * The platforms that cargo's configuration asks to build for: `CARGO_BUILD_TARGET`, else `[build] target` of the nearest
 * configuration (the cargo book, "Configuration"). Empty for the machine's own; a specification in a file counts as is.
 *
 * @param folder absolute path of the folder that cargo runs in
 */
export function readBuildTargets(folder: string, env: NodeJS.ProcessEnv = process.env): string[] {
  if (env['CARGO_BUILD_TARGET']) return [env['CARGO_BUILD_TARGET']];
  for (const place of configurationFolders(folder, env)) {
    for (const name of ['config', 'config.toml']) {
      const target = targetIn(path.join(place, name));
      if (target) return target;
    }
  }
  return [];
}

function* configurationFolders(folder: string, env: NodeJS.ProcessEnv): Generator<string> {
  for (let at = folder; ; at = path.dirname(at)) {
    yield path.join(at, '.cargo');
    if (path.dirname(at) === at) break;
  }
  yield env['CARGO_HOME'] ?? path.join(os.homedir(), '.cargo');
}

function targetIn(file: string): string[] | undefined {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const build = parseToml(text, file).table['build'];
  const target = isTable(build) ? build['target'] : undefined;
  if (typeof target === 'string') return [target];
  return Array.isArray(target) ? target.filter((one): one is string => typeof one === 'string') : undefined;
}
