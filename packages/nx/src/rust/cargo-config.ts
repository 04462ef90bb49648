import { readFileSync } from 'node:fs';
import path from 'node:path';
import { foldersAbove } from '../graph/candidates.js';
import type { FileSignatures } from '../graph/file-signatures.js';

/** What of cargo's configuration decides where it puts what it builds. */
export interface BuildPlace {
  /** Relative to the workspace root, or absolute. */
  targetDir?: string;
  /** A platform, which is a folder of its own. */
  target?: string;
}

/** The `.cargo/config.toml` files of a workspace; each is read once in a life. */
export class CargoConfigs {
  readonly #known = new Map<string, BuildPlace>();

  constructor(
    private readonly workspaceRoot: string,
    private readonly signatures: FileSignatures,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  /** Variables first, then the files from the crate's folder upwards; that of the home folder names no target folder. */
  placeOf(root: string): BuildPlace {
    const { CARGO_TARGET_DIR, CARGO_BUILD_TARGET_DIR, CARGO_BUILD_TARGET } = this.env;
    const targetDir = CARGO_TARGET_DIR ?? CARGO_BUILD_TARGET_DIR;
    const merged: BuildPlace = {
      ...(targetDir !== undefined && { targetDir: this.#resolve(root, targetDir) }),
      ...(CARGO_BUILD_TARGET !== undefined && { target: CARGO_BUILD_TARGET }),
    };
    return [root, ...foldersAbove(root)].reduce((place, folder) => ({ ...this.#in(folder), ...place }), merged);
  }

  #in(folder: string): BuildPlace {
    let place = this.#known.get(folder);
    if (!place) this.#known.set(folder, (place = this.#read(folder)));
    return place;
  }

  #read(folder: string): BuildPlace {
    if (this.signatures.of(`${folder}/.cargo`) === '') return {};
    const { targetDir, ...rest } = parseBuildPlace(this.#text(folder));
    return targetDir === undefined ? rest : { ...rest, targetDir: this.#resolve(folder, targetDir) };
  }

  /** Where both are, cargo takes the file without ending. */
  #text(folder: string): string {
    for (const name of ['config', 'config.toml']) {
      try {
        return readFileSync(path.join(this.workspaceRoot, folder, '.cargo', name), 'utf8');
      } catch {
        // The other one.
      }
    }
    return '';
  }

  #resolve(folder: string, written: string): string {
    const absolute = path.resolve(this.workspaceRoot, folder, written);
    return path.relative(this.workspaceRoot, absolute).split(path.sep).join('/') || '.';
  }
}

/** A line scan: these two keys are all that matters, and a TOML parser costs more than the rest of the graph. */
export function parseBuildPlace(text: string): BuildPlace {
  const build = /^[ \t]*\[[ \t]*build[ \t]*\][^\n]*\n((?:(?![ \t]*\[)[^\n]*(?:\n|$))*)/m.exec(text)?.[1] ?? '';
  const value = (key: string): string | undefined =>
    (new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*["']([^"'\\n]+)["']`, 'm').exec(build) ??
      new RegExp(`^[ \\t]*build\\.${key}[ \\t]*=[ \\t]*["']([^"'\\n]+)["']`, 'm').exec(text))?.[1];
  const [targetDir, target] = [value('target-dir'), value('target')];
  return { ...(targetDir !== undefined && { targetDir }), ...(target !== undefined && { target }) };
}
