import type { BuildEnvironment, BuildToolName } from './types.js';

/** Where software comes from on a kind of system. */
type Installer = 'apt' | 'dnf' | 'apk' | 'pacman' | 'zypper' | 'brew' | 'winget';

type System = Pick<BuildEnvironment, 'platform' | 'distributions'>;

/** `ID` and `ID_LIKE` of os-release: https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
const BY_DISTRIBUTION: Readonly<Record<string, Installer>> = {
  debian: 'apt',
  ubuntu: 'apt',
  fedora: 'dnf',
  rhel: 'dnf',
  centos: 'dnf',
  alpine: 'apk',
  arch: 'pacman',
  suse: 'zypper',
  opensuse: 'zypper',
};

const COMMAND: Readonly<Record<Installer, (packages: string) => string>> = {
  apt: (packages) => `sudo apt install ${packages}`,
  dnf: (packages) => `sudo dnf install ${packages}`,
  apk: (packages) => `apk add ${packages}`,
  pacman: (packages) => `sudo pacman -S ${packages}`,
  zypper: (packages) => `sudo zypper install ${packages}`,
  brew: (packages) => `brew install ${packages}`,
  winget: (packages) => `winget install ${packages}`,
};

/** Package names, as https://repology.org and each distribution's own package search have them. */
const TOOL_PACKAGES: Readonly<Record<Exclude<BuildToolName, 'system-library'>, Readonly<Record<Installer, string>>>> = {
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
const LIBRARY_PACKAGES: Readonly<Record<string, readonly [apt: string, pacman: string, brew?: string]>> = {
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

function installerOf({ platform, distributions }: System): Installer | undefined {
  if (platform === 'darwin') return 'brew';
  if (platform === 'win32') return 'winget';
  const known = distributions.find((id) => Object.hasOwn(BY_DISTRIBUTION, id.split('-')[0]!));
  return known === undefined ? undefined : BY_DISTRIBUTION[known.split('-')[0]!];
}

/** The command that installs a tool on this system; several words where the system is not known. */
export function howToInstall(tool: Exclude<BuildToolName, 'system-library'>, system: System): string {
  const installer = installerOf(system);
  if (installer) return `\`${COMMAND[installer](TOOL_PACKAGES[tool][installer])}\``;
  const { apt, dnf } = TOOL_PACKAGES[tool];
  return `the package \`${apt.split(' ')[0]}\` (Debian, Ubuntu) or \`${dnf.split(' ')[0]}\` (Fedora), or what your system calls it`;
}

/** The same for system libraries, by the names that pkg-config knows them by. */
export function howToInstallLibraries(libraries: readonly string[], system: System): string {
  const installer = installerOf(system);
  const files = libraries.map((library) => `${library}.pc`).join(', ');
  const packages = installer && libraries.map((library) => libraryPackage(library, installer));
  if (files === '') return 'its development package';
  return installer && packages?.every((name) => name !== undefined)
    ? `\`${COMMAND[installer]([...new Set(packages)].join(' '))}\``
    : `the development package that holds ${files}`;
}

function libraryPackage(library: string, installer: Installer): string | undefined {
  const names = Object.hasOwn(LIBRARY_PACKAGES, library) ? LIBRARY_PACKAGES[library] : undefined;
  switch (installer) {
    case 'apt':
      return names?.[0];
    case 'pacman':
      return names?.[1];
    case 'brew':
      return names?.[2];
    case 'dnf':
    case 'zypper':
      return `'pkgconfig(${library})'`;
    case 'apk':
      return `pc:${library}`;
    case 'winget':
      return undefined;
  }
}
