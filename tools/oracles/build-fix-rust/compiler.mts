import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auxiliaryOf, type Fixture, crateName, crateType } from './fixture.mjs';

/** Runs clippy's driver over fixtures as `tests/compile-test.rs` of clippy does. */
export interface Compiler {
  /** The JSON lines that it prints for a fixture as it lies on the disk now, and its exit code. */
  check(fixture: Fixture): Promise<{ lines: string[]; code: number | null }>;
  /** Builds a helper crate once. @returns why it can't be built */
  prepare(auxiliary: string): Promise<string | undefined>;
}

/** Flags that make a helper crate known, or why there are none. */
type Built = { flags: string[] } | { problem: string };

const BASE_FLAGS = [
  ...['--error-format=json', '--emit=metadata', '-Aunused', '-Ainternal_features', '-Zui-testing'],
  ...['-Zdeduplicate-diagnostics=no', '-Dwarnings'],
];

/**
 * @param clone folder with `tests` and `clippy_test_deps`
 * @param out folder for what is built
 */
export function createCompiler(clone: string, out: string, toolchain = 'stable'): Compiler {
  const env = {
    ...process.env,
    RUSTC_BOOTSTRAP: '1',
    RUSTUP_TOOLCHAIN: toolchain,
    CLIPPY_DISABLE_DOCS_LINKS: 'true',
    RUSTC_ICE: '0',
    // Clippy's tests run below cargo, and a fixture reads this.
    CARGO_PKG_VERSION: '0.0.0',
  };
  const sysroot = spawnSync('rustc', ['--print', 'sysroot'], { env, encoding: 'utf8' }).stdout.trim();
  const driver = join(sysroot, 'bin', 'clippy-driver');
  const dependencies = buildDependencies(clone, out, env);
  mkdirSync(join(out, 'auxiliary'), { recursive: true });
  const built = new Map<string, Promise<Built>>();

  const run = (args: readonly string[], more: Record<string, string> = {}) =>
    runDriver(driver, args, clone, {
      ...env,
      LD_LIBRARY_PATH: join(sysroot, 'lib'),
      ...more,
    });

  const buildAuxiliary = async (file: string): Promise<Built> => {
    const text = readFileSync(join(clone, file), 'utf8');
    const edition = /^\/\/@ ?edition: ?(\d+)/m.exec(text)?.[1] ?? '2024';
    const into = join(out, 'auxiliary');
    const helpers = await Promise.all(auxiliaryOf(file, text).map(build));
    const extern = helpers.flatMap((helper) => ('flags' in helper ? helper.flags : []));
    const args = [
      file,
      ...extern,
      `--edition=${edition}`,
      ...crateType(text),
      ...BASE_FLAGS,
      ...dependencies,
      '--out-dir',
      into,
    ];
    const { code, stderr } = await run([...args, '--emit=link']);
    if (code !== 0) return { problem: `${file} does not compile: ${firstError(stderr)}` };
    const names = await run([...args, '--emit=link', '--print', 'file-names']);
    return {
      flags: names.stdout
        .split('\n')
        .filter((name) => name !== '')
        .flatMap((name) => ['--extern', `${crateName(file)}=${join(into, name)}`, '-L', into]),
    };
  };
  const build = (file: string): Promise<Built> => {
    const known = built.get(file) ?? buildAuxiliary(file);
    built.set(file, known);
    return known;
  };

  return {
    async check({ file, flags, env: more, auxiliary }) {
      const helpers = await Promise.all(auxiliary.map(build));
      const extern = helpers.flatMap((helper) => ('flags' in helper ? helper.flags : []));
      const args = [...BASE_FLAGS, '--out-dir', join(out, 'ui'), file, ...flags, ...dependencies, ...extern];
      const { code, stderr } = await run(args, more);
      return { lines: stderr.split('\n').filter((line) => line.startsWith('{')), code };
    },
    async prepare(auxiliary) {
      const helper = await build(auxiliary);
      return 'problem' in helper ? helper.problem : undefined;
    },
  };
}

/** Builds the crates that fixtures may use. @returns flags that make them known */
function buildDependencies(clone: string, out: string, env: NodeJS.ProcessEnv): string[] {
  const target = join(out, 'dependencies');
  const version = spawnSync('rustc', ['-vV'], { env, encoding: 'utf8' }).stdout;
  // With a target named, what build scripts and macros need lies in another folder than what the fixtures use.
  const host = /^host: (.*)$/m.exec(version)?.[1] ?? '';
  const { stdout, status, stderr } = spawnSync(
    'cargo',
    ['build', '--locked', '--message-format=json', '--target', host, '--target-dir', target],
    { cwd: join(clone, 'clippy_test_deps'), env, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`clippy_test_deps does not build:\n${stderr}`);
  const wanted = /^(libc|regex|serde|quote|syn|futures|parking_lot|tokio|itertools)$/;
  const flags = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { reason: string; target?: { name: string }; filenames?: string[] })
    .filter(({ reason, target: one }) => reason === 'compiler-artifact' && wanted.test(one?.name ?? ''))
    .flatMap(({ target: one, filenames = [] }) => {
      const library = filenames.find((name) => name.endsWith('.rlib') && name.includes(host));
      return library === undefined ? [] : ['--extern', `${one?.name}=${library}`];
    });
  const folders = [join(target, host, 'debug', 'deps'), join(target, 'debug', 'deps')];
  return [...flags, ...folders.flatMap((folder) => ['-L', `dependency=${folder}`])];
}

function runDriver(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}

const firstError = (stderr: string): string => /"message":"(.*?)"/.exec(stderr)?.[1] ?? stderr.slice(0, 200);
