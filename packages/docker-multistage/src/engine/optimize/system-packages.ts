import type { Dockerfile, Instruction } from '../dockerfile/index.js';
import type { Command } from '../shell/index.js';
import { operandsOf } from '../shell/index.js';
import { alpineBuildPackages, debianBuildPackages } from './packages.data.js';
import type { Steps } from './steps.js';
import { aptMounts, removeDockerClean } from './mounts.js';
import { stepsOf } from './steps.js';
import type { Style } from './text.js';

/** What a RUN installs of the distribution's packages. */
export interface SystemInstall {
  instruction: Instruction;
  manager: 'apt-get' | 'apk';
  /** Names as written, with versions. */
  packages: readonly string[];
  /** Those that only a build needs. */
  build: readonly string[];
  /** What a program needs at run time: the others, and the libraries of the `-dev` packages. */
  runtime: readonly string[];
}

/**
 * Reads a RUN that does nothing but install packages of the distribution.
 *
 * @param alsoBuild packages that only a build needs where compilers are installed beside them
 * @returns why it cannot be split, or `undefined` for any other RUN
 */
export function systemInstallOf(
  instruction: Instruction,
  file: Dockerfile,
  alsoBuild: readonly string[] = [],
): SystemInstall | string | undefined {
  const steps = stepsOf(instruction, file);
  const manager = steps?.steps.find(({ command }) => isInstall(command))?.command.name as
    SystemInstall['manager'] | undefined;
  if (!steps || !manager) return undefined;
  const other = steps.steps.find(({ command }) => !isPartOf(command, manager));
  if (other) return `\`${other.command.name}\` runs in the same RUN as \`${manager}\`.`;
  const packages = packagesOf(steps);
  const table = manager === 'apk' ? alpineBuildPackages : debianBuildPackages;
  const names = packages.map((text) => text.split(/[=<>~]/, 1)[0]!);
  const strange = names.find((name) => /[$*]/.test(name) || name.startsWith('.'));
  if (strange !== undefined) return `\`${strange}\` may be any package.`;
  const compiles = names.some((name) => /^(?:make|g\+\+|gcc|build-essential|build-base)$/.test(name));
  const isTool = (name: string) => Object.hasOwn(table, name) || (compiles && alsoBuild.includes(name));
  const unknown = names.find((name) => /-(?:dev|headers)$/.test(name) && !isTool(name));
  if (unknown !== undefined) return `Nobody knows which library a program needs that was built with \`${unknown}\`.`;
  const runtime = packages.flatMap((text, index) => (isTool(names[index]!) ? (table[names[index]!] ?? []) : [text]));
  return {
    instruction,
    manager,
    packages,
    build: names.filter(isTool),
    runtime: [...new Set(runtime)],
  };
}

function isInstall(command: Command): boolean {
  const [first] = operandsOf(command);
  return (command.name === 'apt-get' && first?.text === 'install') || (command.name === 'apk' && first?.text === 'add');
}

/** Updates, installs and what clears up after them; not what removes packages again. */
function isPartOf(command: Command, manager: string): boolean {
  const words = operandsOf(command).map(({ text }) => text);
  if (command.name === 'rm')
    return words.every((path) =>
      /^\/(?:var\/(?:lib|cache)\/(?:apt|apk)\b|etc\/apt\/apt\.conf\.d\/docker-clean)/.test(path),
    );
  return command.name === manager && /^(?:update|install|add|upgrade|clean|autoclean)$/.test(words[0] ?? '');
}

function packagesOf({ steps }: Steps): string[] {
  return steps
    .filter(({ command }) => isInstall(command))
    .flatMap(({ command }) => operandsOf(command, ['t', 'virtual', 'target-release', 'o']).slice(1))
    .map(({ text }) => text);
}

/** A RUN that installs packages, as the file would write it. */
export function installText(
  manager: SystemInstall['manager'],
  packages: readonly string[],
  { keyword: cased, join }: Style,
): string {
  const keyword = cased('RUN');
  if (manager === 'apk') return `${keyword} apk add --no-cache ${packages.join(' ')}`;
  const lines = [
    ...aptMounts,
    removeDockerClean,
    `&& apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`,
  ];
  return `${keyword} ${lines.join(join)}`;
}
