import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CargoMessage,
  collectDiagnostics,
  createMessageReader,
  createSourceReader,
  type MessageContext,
} from './index.js';

/** Whether tests that run cargo and clippy can. */
export const hasClippy = spawnSync('cargo', ['clippy', '--version']).status === 0;

/** A copy of a fixture in a temporary folder, with a target folder beside it. */
export interface TestWorkspace {
  root: string;
  targetDirectory: string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Runs cargo there. */
  cargo(...args: string[]): { status: number | null; stdout: Buffer; stderr: string };
  /** Runs clippy over everything. */
  clippy(...args: string[]): { messages: CargoMessage[]; text: string[]; stderr: string };
  /** What the messages of one crate come to. */
  diagnostics(crateRoot: string, messages: readonly CargoMessage[]): ReturnType<typeof collectDiagnostics>;
  context(crateRoot: string): MessageContext;
  remove(): void;
}

export function copyFixture(name: string): TestWorkspace {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'hone-messages-')));
  const root = path.join(folder, 'workspace');
  const targetDirectory = path.join(folder, 'target');
  fs.cpSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), root, { recursive: true });

  const cargo: TestWorkspace['cargo'] = (...args) => {
    const env = { ...process.env, CARGO_TARGET_DIR: targetDirectory, CARGO_TERM_COLOR: 'never', RUSTFLAGS: '' };
    const { status, stdout, stderr } = spawnSync('cargo', args, { cwd: root, env, maxBuffer: 1 << 28 });
    return { status, stdout, stderr: String(stderr) };
  };
  const context: TestWorkspace['context'] = (crateRoot) => ({
    workspaceRoot: root,
    cargoRoot: root,
    crateRoot,
    targetDirectory,
    sources: createSourceReader(root),
  });
  return {
    root,
    targetDirectory,
    cargo,
    context,
    read: (file) => fs.readFileSync(path.join(root, file), 'utf8'),
    write: (file, text) => fs.writeFileSync(path.join(root, file), text),
    clippy(...args) {
      const { stdout, stderr } = cargo(
        ...['clippy', '--workspace', '--all-targets', '--keep-going', '--offline', '--message-format=json', ...args],
      );
      const messages: CargoMessage[] = [];
      const text: string[] = [];
      const reader = createMessageReader(
        (message) => messages.push(message),
        (line) => text.push(line),
      );
      // Small odd chunks cut characters and line ends in two.
      for (let at = 0; at < stdout.length; at += 997) reader.write(stdout.subarray(at, at + 997));
      reader.end();
      return { messages, text, stderr };
    },
    diagnostics(crateRoot, messages) {
      const manifest = path.join(root, crateRoot, 'Cargo.toml');
      const own = messages.filter((message) => 'manifest_path' in message && message.manifest_path === manifest);
      return collectDiagnostics(own, context(crateRoot));
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
