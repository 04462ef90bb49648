import type { CargoLockSlice } from '@hone/core/cargo';
import { LIBRARY_PACKAGES, PROTOC_SUPPLIERS, TOOL_PACKAGES, TOOL_RUNNERS } from '@hone/core/cargo';
import type { BuildNeeds, LibraryNeed } from './facts.js';

interface LibraryCrate {
  /** What pkg-config calls it. */
  library: string;
  /** Debian 12's package to run with: https://packages.debian.org/bookworm/ */
  runtime: string;
  inDistroless?: true;
  /** With one of these packages in the lock, the library is built from source and linked in. */
  unless?: readonly string[];
  /** A feature that does the same, of one of these crates in a manifest: `bundled`. */
  bundledBy?: { crates: readonly string[]; features: readonly string[] };
}

/**
 * Crates that link a system library which they do not bring along. Sources: the build scripts of each; distroless by its
 * package list (https://github.com/GoogleContainerTools/distroless/tree/main/cc).
 */
const LIBRARY_CRATES: Readonly<Record<string, LibraryCrate>> = {
  'alsa-sys': { library: 'alsa', runtime: 'libasound2' },
  'cairo-sys-rs': { library: 'cairo', runtime: 'libcairo2' },
  'fontconfig-sys': { library: 'fontconfig', runtime: 'libfontconfig1' },
  'freetype-sys': { library: 'freetype2', runtime: 'libfreetype6' },
  'glib-sys': { library: 'glib-2.0', runtime: 'libglib2.0-0' },
  'libdbus-sys': {
    library: 'dbus-1',
    runtime: 'libdbus-1-3',
    bundledBy: { crates: ['libdbus-sys', 'dbus'], features: ['vendored'] },
  },
  'libsqlite3-sys': {
    library: 'sqlite3',
    runtime: 'libsqlite3-0',
    // sqlx always builds its own.
    unless: ['sqlx-sqlite'],
    bundledBy: {
      crates: ['rusqlite', 'libsqlite3-sys', 'diesel'],
      features: ['bundled', 'bundled-full', 'bundled-sqlcipher', 'bundled-sqlcipher-vendored-openssl'],
    },
  },
  'libudev-sys': { library: 'libudev', runtime: 'libudev1' },
  'libusb1-sys': {
    library: 'libusb-1.0',
    runtime: 'libusb-1.0-0',
    bundledBy: { crates: ['libusb1-sys', 'rusb'], features: ['vendored'] },
  },
  'openssl-sys': { library: 'openssl', runtime: 'libssl3', inDistroless: true, unless: ['openssl-src'] },
  'pango-sys': { library: 'pango', runtime: 'libpango-1.0-0' },
  'pq-sys': { library: 'libpq', runtime: 'libpq5', unless: ['pq-src'] },
  'zmq-sys': { library: 'libzmq', runtime: 'libzmq5', unless: ['zeromq-src'] },
};

/** Tools that a package needs although it runs none of the crates that give them away. */
const TOOLS_BY_CRATE: Readonly<Record<string, readonly string[]>> = {
  // Both are built with `make`; the first runs Perl.
  'openssl-src': ['make', 'perl'],
  'tikv-jemalloc-sys': ['make'],
  'jemalloc-sys': ['make'],
  'rdkafka-sys': ['g++', 'make'],
  'link-cplusplus': ['g++'],
};

/** What the manifests ask of a crate: its features. */
export type AskedFeatures = (crate: string) => readonly string[];

/** What build scripts of a lock's packages need, by the packages' names. Rather a package too many than a failed build. */
export function buildNeeds(slice: Pick<CargoLockSlice, 'packages'>, asked: AskedFeatures): BuildNeeds {
  const names = new Set(slice.packages.map(({ name }) => name));
  const libraries = Object.entries(LIBRARY_CRATES).flatMap(([crate, known]) =>
    names.has(crate) && isLinked(known, names, asked) ? libraryNeed(crate, known) : [],
  );
  const tools = new Set([
    ...toolsRun(names),
    ...Object.entries(TOOLS_BY_CRATE).flatMap(([crate, packages]) => (names.has(crate) ? packages : [])),
    ...(libraries.length > 0 ? [TOOL_PACKAGES['pkg-config'].apt] : []),
    ...(names.has('cmake') ? ['g++', 'make'] : []),
  ]);
  return {
    tools: [...tools].sort(),
    libraries: libraries.sort((a, b) => (a.name < b.name ? -1 : 1)),
    compilesC: names.has('cc') || names.has('cmake'),
  };
}

function isLinked({ unless = [], bundledBy }: LibraryCrate, names: ReadonlySet<string>, asked: AskedFeatures): boolean {
  if (unless.some((name) => names.has(name))) return false;
  return !bundledBy?.crates.some((crate) => asked(crate).some((feature) => bundledBy.features.includes(feature)));
}

function libraryNeed(crate: string, { library, runtime, inDistroless }: LibraryCrate): LibraryNeed[] {
  const build = LIBRARY_PACKAGES[library]?.[0];
  return build === undefined ? [] : [{ name: library, crate, build, runtime, inDistroless: inDistroless === true }];
}

function toolsRun(names: ReadonlySet<string>): string[] {
  const runs = (tool: keyof typeof TOOL_RUNNERS): boolean =>
    Object.keys(TOOL_RUNNERS[tool]).some((name) => names.has(name));
  const suppliesProtoc = [...PROTOC_SUPPLIERS].some((name) => names.has(name));
  return (Object.keys(TOOL_RUNNERS) as (keyof typeof TOOL_RUNNERS)[]).flatMap((tool) => {
    if (!runs(tool) || (tool === 'protoc' && suppliesProtoc)) return [];
    // Debian has protoc's own .proto files in a package of their own.
    return tool === 'protoc' ? ['libprotobuf-dev', TOOL_PACKAGES.protoc.apt] : [TOOL_PACKAGES[tool].apt];
  });
}
