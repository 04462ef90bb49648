import type { BaseImage } from './base-image.js';

/**
 * Crates with native code, and the packages of Debian and alpine that a program loads which was built with them. Empty:
 * linked into the program, or only for another system.
 */
const LIBRARIES: Readonly<Record<string, readonly [debian: readonly string[], alpine: readonly string[]]>> = {
  'alsa-sys': [['libasound2'], ['alsa-lib']],
  'aws-lc-sys': [[], []],
  'aws-lc-fips-sys': [[], []],
  'brotli-sys': [[], []],
  'bzip2-sys': [['libbz2-1.0'], ['libbz2']],
  'core-foundation-sys': [[], []],
  'curl-sys': [['libcurl4'], ['libcurl']],
  'dirs-sys': [[], []],
  'inotify-sys': [[], []],
  'jemalloc-sys': [[], []],
  'js-sys': [[], []],
  'libgit2-sys': [[], []],
  'libmimalloc-sys': [[], []],
  'libsqlite3-sys': [['libsqlite3-0'], ['sqlite-libs']],
  'libssh2-sys': [[], []],
  'libz-sys': [['zlib1g'], ['zlib']],
  'linux-raw-sys': [[], []],
  'lz4-sys': [[], []],
  'lzma-sys': [['liblzma5'], ['xz-libs']],
  'mysqlclient-sys': [['libmariadb3'], ['mariadb-connector-c']],
  'openssl-sys': [['libssl3'], ['libssl3']],
  'pq-sys': [['libpq5'], ['libpq']],
  'rdkafka-sys': [[], []],
  'security-framework-sys': [[], []],
  'system-configuration-sys': [[], []],
  'tikv-jemalloc-sys': [[], []],
  'web-sys': [[], []],
  'windows-sys': [[], []],
  'zstd-sys': [[], []],
};

/**
 * The packages that a program of this lock needs to run.
 *
 * @returns why they are not known
 */
export function rustLibraries(
  lock: string,
  { distribution, suite }: Pick<BaseImage, 'distribution' | 'suite'>,
): readonly string[] | string {
  const names = [...lock.matchAll(/^name = "([\w-]+)"/gm)].map(([, name]) => name!);
  const vendored = names.includes('openssl-src');
  const native = names.filter((name) => /-sys$/.test(name) && !(vendored && name === 'openssl-sys'));
  const unknown = native.find((name) => !Object.hasOwn(LIBRARIES, name));
  if (unknown !== undefined) return `Nobody knows which library \`${unknown}\` loads at run time.`;
  const packages = native.flatMap((name) => LIBRARIES[name]![distribution === 'alpine' ? 1 : 0]);
  const inSuite = suite === 'bullseye' ? packages.map((name) => (name === 'libssl3' ? 'libssl1.1' : name)) : packages;
  return [...new Set(inSuite)].sort();
}
