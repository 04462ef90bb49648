import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { findTool } from '@hone/core/process';
import { Rustup, cargoHome, isInstalledByRustup } from './rustup.js';

/** What compilers said of themselves, by path, each with the signature of the program. */
export type CachedVersions = Record<string, [signature: string, identity: string]>;

/** What {@link Toolchains} gives where there is no compiler. */
const NOT_FOUND = 'rustc not found';

/** The compilers of a workspace's crates. Each is asked once for each version of it, and never through rustup's proxies. */
export class Toolchains {
  changed = false;
  readonly #given = new Set<string>();
  readonly #identities = new Map<string, string>();
  readonly #rustup: Rustup;
  /** The `rustc` that a shell would find, and whether it is rustup's proxy. */
  readonly #rustc: string | undefined;
  readonly #byRustup: boolean;

  /** @param versions what former commands learnt; what this one learns is added */
  constructor(
    private readonly workspaceRoot: string,
    private readonly versions: CachedVersions,
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.#rustup = new Rustup(env);
    this.#rustc = findRustc(workspaceRoot, env);
    this.#byRustup = this.#rustc !== undefined && isInstalledByRustup(this.#rustc);
  }

  /**
   * The compiler that rules a crate: `rustc 1.95.0 (59807616e 2026-04-14) x86_64-unknown-linux-gnu`.
   *
   * @param root the crate's folder, relative to the workspace root
   */
  of(root: string): string {
    const identity = this.#find(root);
    this.#given.add(identity);
    return identity;
  }

  /** Everything that {@link of} gave. */
  identities(): Iterable<string> {
    return this.#given;
  }

  #find(root: string): string {
    if (this.#rustc === undefined) return NOT_FOUND;
    if (!this.#byRustup) return this.#identityOf(this.#rustc);
    const { program, toolchain } = this.#rustup.programFor(path.join(this.workspaceRoot, root));
    if (program !== undefined && (this.#identities.has(program) || existsSync(program))) {
      return this.#identityOf(program);
    }
    return toolchain === undefined ? NOT_FOUND : `${NOT_FOUND}: ${toolchain}`;
  }

  #identityOf(program: string): string {
    let identity = this.#identities.get(program);
    if (identity === undefined) this.#identities.set(program, (identity = this.#ask(program)));
    return identity;
  }

  #ask(program: string): string {
    const stats = statSync(program, { throwIfNoEntry: false });
    const signature = stats ? `${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}` : '';
    const known = this.versions[program];
    if (known?.[0] === signature) return known[1];
    this.changed = true;
    const identity = askIdentity(program);
    this.versions[program] = [signature, identity];
    return identity;
  }
}

function findRustc(workspaceRoot: string, env: NodeJS.ProcessEnv): string | undefined {
  const written = env['RUSTC'];
  if (written !== undefined && path.isAbsolute(written)) return written;
  return findTool('rustc', { workspaceRoot, env })?.path ?? cargoHomeProgram('rustc', env);
}

/** A program that `cargo install` or rustup put into cargo's folder, which need not be on PATH. */
export function cargoHomeProgram(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = path.join(cargoHome(env), 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return existsSync(file) ? file : undefined;
}

/** Whether `cargo nextest` works. */
export function hasNextest(workspaceRoot: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(findTool('cargo-nextest', { workspaceRoot, env }) ?? cargoHomeProgram('cargo-nextest', env));
}

/** The first line of `rustc -vV`, and the host that it compiles for unless it is told otherwise. */
function askIdentity(program: string): string {
  try {
    const text = execFileSync(program, ['-vV'], {
      encoding: 'utf8',
      timeout: 5_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return [/^rustc .*$/m.exec(text)?.[0] ?? NOT_FOUND, /^host: (.*)$/m.exec(text)?.[1] ?? ''].join(' ').trim();
  } catch {
    return NOT_FOUND;
  }
}

/** @returns the host of what {@link Toolchains} gave, if there is one */
export function hostOf(identity: string): string | undefined {
  return /\) (\S+)$/.exec(identity)?.[1];
}
