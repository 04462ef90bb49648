import { type Installer, LIBRARY_PACKAGES, TOOL_PACKAGES } from '@hone/core/cargo';
import type { BuildEnvironment, BuildToolName } from './types.js';

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
