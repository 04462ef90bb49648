import fs from 'node:fs';
import path from 'node:path';
import { runProcess } from '@hone/core/process';

/** What the shared library is called. Source: clang-sys 1.9.1, `build/dynamic.rs`. */
const NAMES: Readonly<Partial<Record<NodeJS.Platform, RegExp>>> = {
  linux: /^libclang(?:-[^/]*)?\.so(?:\..*)?$/,
  darwin: /^libclang\.dylib$/,
  win32: /^libclang\.dll$/,
};

/** Folders that are searched, `*` for any name in one place. Source: clang-sys 1.9.1, `build/common.rs`. */
const FOLDERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/local/llvm*/lib*',
    '/usr/local/lib*/*/*',
    '/usr/local/lib*/*',
    '/usr/local/lib*',
    '/usr/lib*/*/*',
    '/usr/lib*/*',
    '/usr/lib*',
  ],
  darwin: [
    '/usr/local/opt/llvm*/lib/llvm*/lib',
    '/Library/Developer/CommandLineTools/usr/lib',
    '/Applications/Xcode.app/Contents/Developer/Toolchains/XcodeDefault.xctoolchain/usr/lib',
    '/usr/local/opt/llvm*/lib',
    '/opt/homebrew/opt/llvm*/lib',
  ],
};

/**
 * Whether bindgen would find libclang, searched for as clang-sys does it. Where that can't be repeated (Windows, where
 * Visual Studio's folders count, and other systems), and where a variable points to it, the answer is yes: the build
 * will tell.
 */
export async function findsLibclang(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<boolean> {
  const { platform } = process;
  const name = NAMES[platform];
  const folders = FOLDERS[platform];
  if (!name || !folders || env.LIBCLANG_PATH !== undefined || env.LIBCLANG_STATIC_PATH !== undefined) return true;
  const listed = [env.LD_LIBRARY_PATH, env.LIBRARY_PATH].flatMap((list) => list?.split(path.delimiter) ?? []);
  const asked = await Promise.all([
    ask(env.LLVM_CONFIG_PATH ?? 'llvm-config', ['--prefix'], env, signal).then((prefix) =>
      prefix === undefined ? [] : ['bin', 'lib', 'lib64'].map((folder) => path.join(prefix, folder)),
    ),
    platform === 'darwin'
      ? ask('xcode-select', ['--print-path'], env, signal).then((developer) =>
          developer === undefined ? [] : [path.join(developer, 'Toolchains/XcodeDefault.xctoolchain/usr/lib')],
        )
      : [],
  ]);
  const searched = [...listed, ...asked.flat(), ...folders.flatMap((pattern) => expand(pattern))];
  return searched.some((folder) => list(folder).some((file) => name.test(file) && !file.includes('-cpp.')));
}

async function ask(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const result = await runProcess({ command, args, env, timeoutMs: 10_000, ...(signal && { signal }) });
  return result.kind === 'exited' && result.code === 0 ? result.stdout.split(/\r?\n/)[0]!.trim() : undefined;
}

/** The folders that a pattern stands for. */
function expand(pattern: string): string[] {
  return pattern
    .split('/')
    .slice(1)
    .reduce<string[]>(
      (found, part) =>
        part.includes('*')
          ? found.flatMap((folder) =>
              list(folder)
                .filter(matcher(part))
                .map((name) => path.join(folder, name)),
            )
          : found.map((folder) => path.join(folder, part)),
      ['/'],
    );
}

function matcher(part: string): (name: string) => boolean {
  const pattern = new RegExp(`^${part.split('*').map(escape).join('[^/]*')}$`);
  return (name) => pattern.test(name);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function list(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
