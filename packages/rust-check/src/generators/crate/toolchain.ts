import path from 'node:path';
import type { Tree } from '@nx/devkit';

/** The edition 2024 needs Rust 1.85: https://doc.rust-lang.org/edition-guide/rust-2024/index.html */
const FIRST_OF_2024 = 85;

/** The newest edition that the toolchain of a folder knows, by `rust-toolchain.toml` there and above. */
export function newestEdition(tree: Tree, folder: string): '2021' | '2024' {
  for (let at = folder; ; at = path.posix.dirname(at)) {
    for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
      const text = tree.read(path.posix.join(at, name), 'utf8');
      if (text === null) continue;
      const minor = /(?:^|")\s*1\.(\d+)/m.exec(text)?.[1];
      return minor !== undefined && Number(minor) < FIRST_OF_2024 ? '2021' : '2024';
    }
    if (at === '.') return '2024';
  }
}
