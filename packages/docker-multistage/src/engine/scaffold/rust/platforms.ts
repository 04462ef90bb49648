import { HoneError } from '@hone/core/diagnostics';

/** A processor that programs are built for. */
export interface Architecture {
  /** Docker's name of it, which is Debian's too. */
  docker: 'amd64' | 'arm64';
  /** Rust's name of it. */
  rust: string;
  /** The beginning of Debian's cross compiler: `aarch64-linux-gnu-gcc`. */
  gnu: string;
  /** Debian's cross compilers and the C library that they link. */
  packages: readonly string[];
}

/** https://doc.rust-lang.org/rustc/platform-support.html, https://packages.debian.org/bookworm/gcc-aarch64-linux-gnu */
export const ARCHITECTURES: readonly Architecture[] = [
  {
    docker: 'amd64',
    rust: 'x86_64',
    gnu: 'x86_64-linux-gnu',
    packages: ['gcc-x86-64-linux-gnu', 'libc6-dev-amd64-cross'],
  },
  {
    docker: 'arm64',
    rust: 'aarch64',
    gnu: 'aarch64-linux-gnu',
    packages: ['gcc-aarch64-linux-gnu', 'libc6-dev-arm64-cross'],
  },
];

/**
 * The processors of platforms such as `linux/arm64`.
 *
 * @throws HoneError for one that no cross compiler is set up for
 */
export function architecturesOf(platforms: readonly string[]): Architecture[] {
  const wanted = platforms.map((platform) => {
    const found = ARCHITECTURES.find(({ docker }) => platform.replace(/\/v8$/, '') === `linux/${docker}`);
    if (found) return found;
    throw new HoneError(`There is no way to build Rust for ${platform} yet.`, {
      hint: 'Known are linux/amd64 and linux/arm64.',
    });
  });
  return ARCHITECTURES.filter((one) => wanted.includes(one));
}
