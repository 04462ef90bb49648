import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool } from '@hone/core/process';
import type { TaskOutcome } from '@hone/core/nx';
import { checkEngine } from '../src/engine/check.js';
import type { CheckOptions } from '../src/executors/check/schema.js';

/** Whether the real cargo runs: rustup's may be there without a toolchain. Without it a suite says so and is skipped. */
export const hasCargo = spawnSync('cargo', ['--version']).status === 0;

export function warnSkipped(suite: string): void {
  if (!hasCargo) console.warn(`SKIPPED ${suite}: cargo is missing: install Rust from https://rustup.rs`);
}

/** A folder of its own for one test, with its target folders inside it. */
export class Workspace {
  readonly root = realpathSync.native(mkdtempSync(path.join(tmpdir(), 'hone-rust-')));

  /** A copy of `tests/fixtures/<name>`, or files by path. */
  constructor(content: string | Readonly<Record<string, string>>) {
    if (typeof content === 'string') {
      cpSync(fileURLToPath(new URL(`fixtures/${content}`, import.meta.url)), this.root, { recursive: true });
    } else {
      for (const [file, text] of Object.entries(content)) this.write(file, text);
    }
  }

  write(file: string, text: string | Uint8Array): void {
    mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    writeFileSync(path.join(this.root, file), text);
  }

  /** Checks crates as one batch. Tasks are named after their crates' folders. */
  async check(
    roots: readonly string[],
    options: CheckOptions | Readonly<Record<string, CheckOptions>> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Record<string, TaskOutcome>> {
    const tasks = roots.map((root) => ({
      id: root,
      project: root,
      root,
      target: 'rust-check',
      options: optionsOf(root, options),
      nestedRoots: [],
    }));
    const outcomes: Record<string, TaskOutcome> = {};
    for await (const [id, outcome] of checkEngine.run(tasks, { workspaceRoot: this.root, signal, verbose: false })) {
      outcomes[id] = outcome;
    }
    return outcomes;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function optionsOf(root: string, options: CheckOptions | Readonly<Record<string, CheckOptions>>): CheckOptions {
  const own = (options as Readonly<Record<string, CheckOptions>>)[root];
  return typeof own === 'object' ? own : root in options ? {} : (options as CheckOptions);
}

/** Each finding as `level rule file:line message`. */
export function findingsOf(outcome: TaskOutcome | undefined): string[] {
  return (outcome?.report.diagnostics ?? []).map(({ level, ruleId, location, message }) => {
    const line = location?.region ? `:${location.region.start.line}` : '';
    return `${level} ${ruleId} ${location?.file ?? ''}${line} ${message}`;
  });
}

/** A folder with cargo and its companions, as the only one on PATH. */
export function onlyCargo(root: string): string {
  const folder = path.join(root, 'bin');
  mkdirSync(folder);
  for (const name of ['cargo', 'rustc', 'rustfmt']) {
    const tool = findTool(name, { workspaceRoot: root });
    if (tool) symlinkSync(tool.path, path.join(folder, name));
  }
  return folder;
}
