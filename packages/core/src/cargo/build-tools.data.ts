/** An outside tool that build scripts run. */
export type CargoBuildTool = 'protoc' | 'libclang' | 'cmake' | 'pkg-config' | 'nasm' | 'perl';

/** Where software comes from on a kind of system. */
export type Installer = 'apt' | 'dnf' | 'apk' | 'pacman' | 'zypper' | 'brew' | 'winget';

/**
 * Crates that run an outside tool in build scripts, with the first version that does not bring it along.
 *
 * Sources, by the crates' own code: prost-build runs protoc since 0.11 (0.10 built one, 0.9 brought one), tonic-build
 * 0.8 is the first on prost-build 0.11, tonic-prost-build is newer; grpcio-compiler 0.13 is on prost-build 0.11;
 * protobuf-codegen 3 parses itself unless `.protoc()` asks for the tool; protoc-rust and protoc-grpcio always run it.
 * bindgen loads or links libclang through clang-sys. cmake runs `cmake` or what CMAKE names. nasm-rs runs `nasm`.
 * openssl-src runs OpenSSL's `Configure`, which is a Perl script.
 */
export const TOOL_RUNNERS = {
  protoc: {
    'prost-build': '0.11.0',
    'tonic-build': '0.8.0',
    'tonic-prost-build': '0.0.0',
    'grpcio-compiler': '0.13.0',
    'prost-reflect-build': '0.9.0',
    'protobuf-codegen': '3.0.0',
    'protoc-rust': '2.0.0',
    'protoc-grpcio': '0.0.0',
  },
  libclang: { bindgen: '0.30.0' },
  cmake: { cmake: '0.1.0' },
  'pkg-config': {},
  nasm: { 'nasm-rs': '0.1.0' },
  perl: { 'openssl-src': '100.0.0' },
} as const satisfies Record<CargoBuildTool, Readonly<Record<string, string>>>;

/** Packages that bring a protoc, or do without: with one of them behind its build dependencies, a script may need none. */
export const PROTOC_SUPPLIERS: ReadonlySet<string> = new Set([
  'protoc-bin-vendored',
  'protobuf-src',
  'protox',
  'protoc-prebuilt',
  'protoc-fetcher',
  'dlprotoc',
]);

/** Package names, as https://repology.org and each distribution's own package search have them. */
export const TOOL_PACKAGES: Readonly<Record<CargoBuildTool, Readonly<Record<Installer, string>>>> = {
  protoc: {
    apt: 'protobuf-compiler',
    dnf: 'protobuf-compiler protobuf-devel',
    apk: 'protoc protobuf-dev',
    pacman: 'protobuf',
    zypper: 'protobuf-devel',
    brew: 'protobuf',
    winget: 'protobuf',
  },
  libclang: {
    apt: 'libclang-dev',
    dnf: 'clang-devel',
    apk: 'clang-dev',
    pacman: 'clang',
    zypper: 'clang-devel',
    brew: 'llvm',
    winget: 'LLVM.LLVM',
  },
  cmake: {
    apt: 'cmake',
    dnf: 'cmake',
    apk: 'cmake',
    pacman: 'cmake',
    zypper: 'cmake',
    brew: 'cmake',
    winget: 'Kitware.CMake',
  },
  'pkg-config': {
    apt: 'pkg-config',
    dnf: 'pkgconf-pkg-config',
    apk: 'pkgconf',
    pacman: 'pkgconf',
    zypper: 'pkgconf-pkg-config',
    brew: 'pkgconf',
    winget: 'bloodrock.pkg-config-lite',
  },
  nasm: {
    apt: 'nasm',
    dnf: 'nasm',
    apk: 'nasm',
    pacman: 'nasm',
    zypper: 'nasm',
    brew: 'nasm',
    winget: 'NASM.NASM',
  },
  perl: {
    apt: 'perl',
    dnf: 'perl',
    apk: 'perl',
    pacman: 'perl',
    zypper: 'perl',
    brew: 'perl',
    winget: 'StrawberryPerl.StrawberryPerl',
  },
};

/** Debian, Alpine, Arch and Homebrew packages by pkg-config name; Fedora and openSUSE know `pkgconfig(name)` by itself. */
export const LIBRARY_PACKAGES: Readonly<Record<string, readonly [apt: string, pacman: string, brew?: string]>> = {
  alsa: ['libasound2-dev', 'alsa-lib'],
  cairo: ['libcairo2-dev', 'cairo', 'cairo'],
  'dbus-1': ['libdbus-1-dev', 'dbus', 'dbus'],
  fontconfig: ['libfontconfig-dev', 'fontconfig', 'fontconfig'],
  freetype2: ['libfreetype-dev', 'freetype2', 'freetype'],
  'gdk-pixbuf-2.0': ['libgdk-pixbuf-2.0-dev', 'gdk-pixbuf2', 'gdk-pixbuf'],
  'glib-2.0': ['libglib2.0-dev', 'glib2', 'glib'],
  'gio-2.0': ['libglib2.0-dev', 'glib2', 'glib'],
  'gobject-2.0': ['libglib2.0-dev', 'glib2', 'glib'],
  'gstreamer-1.0': ['libgstreamer1.0-dev', 'gstreamer', 'gstreamer'],
  'gtk+-3.0': ['libgtk-3-dev', 'gtk3', 'gtk+3'],
  gtk4: ['libgtk-4-dev', 'gtk4', 'gtk4'],
  libpq: ['libpq-dev', 'postgresql-libs', 'libpq'],
  libudev: ['libudev-dev', 'systemd-libs'],
  libusb: ['libusb-1.0-0-dev', 'libusb', 'libusb'],
  'libusb-1.0': ['libusb-1.0-0-dev', 'libusb', 'libusb'],
  libzmq: ['libzmq3-dev', 'zeromq', 'zeromq'],
  libzstd: ['libzstd-dev', 'zstd', 'zstd'],
  openssl: ['libssl-dev', 'openssl', 'openssl@3'],
  pango: ['libpango1.0-dev', 'pango', 'pango'],
  sqlite3: ['libsqlite3-dev', 'sqlite', 'sqlite'],
  'wayland-client': ['libwayland-dev', 'wayland'],
  x11: ['libx11-dev', 'libx11', 'libx11'],
  xkbcommon: ['libxkbcommon-dev', 'libxkbcommon'],
  zlib: ['zlib1g-dev', 'zlib', 'zlib'],
};
