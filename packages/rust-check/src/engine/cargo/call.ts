import { runProcess, type ProcessResult } from '@hone/core/process';
import { type CargoMessage, createMessageReader } from '../messages/index.js';
import type { Command } from '../toolchain/find-toolchain.js';
import { cargoEnvironment } from './environment.js';

/** How one call of `cargo check` or `cargo clippy` went. */
export interface CargoCall {
  /** What was said of each package, in order. */
  messages: ReadonlyMap<string, CargoMessage[]>;
  /** Whether everything was built; absent when cargo ended before it was through. */
  success?: boolean;
  stderr: string;
  result: ProcessResult;
}

/** Plenty for what cargo itself says; findings come on the standard output, which is not kept. */
const stderrLimit = 4 * 1024 * 1024;

/**
 * Runs cargo and sorts its messages by package as they come.
 *
 * @param cwd absolute path of the Cargo workspace: configuration and toolchain are looked up from there
 */
export async function callCargo(
  cargo: Command,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<CargoCall> {
  const messages = new Map<string, CargoMessage[]>();
  let success: boolean | undefined;
  const reader = createMessageReader((message) => {
    if (message.reason === 'build-finished') {
      success = message.success;
      return;
    }
    const known = messages.get(message.package_id);
    if (known) known.push(message);
    else messages.set(message.package_id, [message]);
  });
  let stderr = '';
  const result = await runProcess({
    command: cargo.program,
    args: [...cargo.args, ...args],
    cwd,
    env: cargoEnvironment(),
    signal,
    maxBuffer: 0,
    onStdout: (chunk) => reader.write(chunk),
    onStderr: (chunk) => {
      if (stderr.length < stderrLimit) stderr += chunk;
    },
  });
  reader.end();
  return { messages, ...(success !== undefined && { success }), stderr, result };
}
