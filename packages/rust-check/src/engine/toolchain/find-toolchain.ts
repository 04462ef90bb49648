import { findTool } from '@hone/core/process';

/** A program and what goes before every other argument. */
export interface Command {
  program: string;
  args: readonly string[];
}

/** The programs of one toolchain. */
export interface Toolchain {
  cargo: Command;
  /** Absent when there is none; cargo will say so. */
  rustc?: Command;
  rustfmt?: Command;
}

/** Which program of the machine is missing. */
export type ToolchainProblem = 'no-cargo' | 'no-rustup';

/**
 * Finds cargo and what belongs to it on PATH. Which toolchain that is, rustup decides by the folder that it runs in
 * (rust-toolchain.toml); a toolchain that is asked for by name needs rustup.
 *
 * @param name the option `toolchain`
 */
export function findToolchain(name: string | undefined, workspaceRoot: string): Toolchain | ToolchainProblem {
  const find = (tool: string): string | undefined => findTool(tool, { workspaceRoot })?.path;
  if (name !== undefined) {
    const rustup = find('rustup');
    if (rustup === undefined) return find('cargo') === undefined ? 'no-cargo' : 'no-rustup';
    const run = (tool: string): Command => ({ program: rustup, args: ['run', name, tool] });
    return { cargo: run('cargo'), rustc: run('rustc'), rustfmt: run('rustfmt') };
  }
  const cargo = find('cargo');
  if (cargo === undefined) return 'no-cargo';
  const [rustc, rustfmt] = ['rustc', 'rustfmt'].map(find);
  return {
    cargo: { program: cargo, args: [] },
    ...(rustc !== undefined && { rustc: { program: rustc, args: [] } }),
    ...(rustfmt !== undefined && { rustfmt: { program: rustfmt, args: [] } }),
  };
}
