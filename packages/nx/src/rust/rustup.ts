import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const EXE = process.platform === 'win32' ? '.exe' : '';

/** Cargo's folder. */
export function cargoHome(env: NodeJS.ProcessEnv): string {
  return env['CARGO_HOME'] ?? path.join(homedir(), '.cargo');
}

function rustupHome(env: NodeJS.ProcessEnv): string {
  return env['RUSTUP_HOME'] ?? path.join(homedir(), '.rustup');
}

/** Whether a `rustc` is one of rustup's proxies: they lie beside rustup itself. */
export function isInstalledByRustup(rustc: string): boolean {
  return existsSync(path.join(path.dirname(rustc), `rustup${EXE}`));
}

/** What rustup would do in the folders of a workspace. Each folder and each toolchain is looked at once in a life. */
export class Rustup {
  readonly #named = new Map<string, string | undefined>();
  readonly #places = new Map<string, string>();
  #settings: Settings | undefined;

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /**
   * The compiler that rustup's proxy would start. Asking the proxy takes longer, and it may install what is missing.
   *
   * @param folder absolute path
   * @returns the program, which need not be there, and the toolchain's name as it is written
   */
  programFor(folder: string): { program?: string; toolchain?: string } {
    const home = rustupHome(this.env);
    this.#settings ??= parseSettings(readText(path.join(home, 'settings.toml')));
    const toolchain = this.env['RUSTUP_TOOLCHAIN'] || this.#namedAbove(folder) || this.#settings.defaultToolchain;
    if (!toolchain) return {};
    return { toolchain, program: path.join(this.#placeOf(toolchain, home), 'bin', `rustc${EXE}`) };
  }

  #placeOf(toolchain: string, home: string): string {
    if (path.isAbsolute(toolchain)) return toolchain;
    let place = this.#places.get(toolchain);
    if (place === undefined) {
      this.#places.set(toolchain, (place = toolchainFolder(home, toolchain, this.#settings?.defaultHost)));
    }
    return place;
  }

  /** What the nearest folder says, by an override of rustup's or by a toolchain file. */
  #namedAbove(folder: string): string | undefined {
    if (this.#named.has(folder)) return this.#named.get(folder);
    const parent = path.dirname(folder);
    const own = this.#settings?.overrides[folder] ?? toolchainFileIn(folder);
    const name = own ?? (parent === folder ? undefined : this.#namedAbove(parent));
    this.#named.set(folder, name);
    return name;
  }
}

/** Of the two names, rustup takes the one without ending first. */
function toolchainFileIn(folder: string): string | undefined {
  for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
    const file = path.join(folder, name);
    const text = existsSync(file) ? readText(file) : '';
    const found = parseToolchainFile(text, folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @returns a channel, a toolchain's name, or an absolute path */
export function parseToolchainFile(text: string, folder: string): string | undefined {
  const value = (key: string): string | undefined =>
    new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*["']([^"'\\n]+)["']`, 'm').exec(text)?.[1];
  if (/^[ \t]*\[/m.test(text)) {
    const place = value('path');
    return place === undefined ? value('channel') : path.resolve(folder, place);
  }
  // The old form: the channel alone.
  return /^\s*(\S+)\s*$/.exec(text)?.[1];
}

interface Settings {
  defaultToolchain?: string;
  defaultHost?: string;
  overrides: Record<string, string>;
}

/** The file that rustup keeps for itself: one key a line. */
function parseSettings(text: string): Settings {
  const value = (key: string): string | undefined => new RegExp(`^${key} = "(.*)"`, 'm').exec(text)?.[1];
  const overrides = text.split(/^\[overrides\]/m)[1] ?? '';
  const [defaultToolchain, defaultHost] = [value('default_toolchain'), value('default_host_triple')];
  return {
    ...(defaultToolchain !== undefined && { defaultToolchain }),
    ...(defaultHost !== undefined && { defaultHost }),
    overrides: Object.fromEntries(
      [...overrides.matchAll(/^(?:"(.*)"|'(.*)') = "(.*)"/gm)].map(([, basic, literal, name]) => [
        literal ?? basic!.replaceAll('\\\\', '\\'),
        name!,
      ]),
    ),
  };
}

/** A toolchain's folder has the host in its name, which a channel does not tell. */
function toolchainFolder(home: string, toolchain: string, host: string | undefined): string {
  const folder = path.join(home, 'toolchains');
  const names = listFolder(folder);
  if (names.includes(toolchain)) return path.join(folder, toolchain);
  const hosts = names.filter((name) => name.startsWith(`${toolchain}-`) && isHost(name.slice(toolchain.length + 1)));
  const preferred = hosts.find((name) => name === `${toolchain}-${host}`) ?? hosts.find(isThisMachine) ?? hosts[0];
  return path.join(folder, preferred ?? toolchain);
}

/** `x86_64-unknown-linux-gnu`, and not the date in `nightly-2026-01-01-x86_64-unknown-linux-gnu`. */
function isHost(text: string): boolean {
  return /^[a-z]\w*-\w+-\w+/.test(text);
}

const CPU: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };
const SYSTEM: Readonly<Record<string, string>> = { darwin: 'apple', win32: 'windows' };

function isThisMachine(name: string): boolean {
  const { arch, platform } = process;
  return name.includes(CPU[arch] ?? arch) && name.includes(SYSTEM[platform] ?? platform);
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
