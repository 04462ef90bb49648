import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createScaffoldWorkspace, type ScaffoldWorkspace } from '../../../../tests/scaffold-workspace.js';
import type { DockerfileOptions } from '../../../generators/dockerfile/schema.js';

const fixture = fileURLToPath(new URL('fixtures/workspace/', import.meta.url));
const projects = { 'libs/greet': [], 'services/api': ['libs/greet'], 'services/other': [] };

let made: ScaffoldWorkspace | undefined;
afterEach(() => made?.remove());

async function generate(options: Partial<DockerfileOptions> = {}, files: Record<string, string> = {}): Promise<string> {
  made = createScaffoldWorkspace(fixture, projects);
  for (const [file, text] of Object.entries(files)) made.write(file, text);
  await made.generate({ project: 'api', ...options });
  return made.read('services/api/Dockerfile');
}

/** The names of the stages, in order. */
const stagesOf = (text: string): string[] => [...text.matchAll(/^FROM .* AS (\S+)$/gm)].map(([, name]) => name ?? '');

/** A lock that knows one more package, as a dependency of the crate. */
const withPackages = (...names: string[]): Record<string, string> => ({
  'Cargo.lock': `version = 4

[[package]]
name = "api"
version = "1.2.0"
dependencies = [
${['greet', ...names].map((name) => ` "${name}",\n`).join('')}]

[[package]]
name = "greet"
version = "1.2.0"

[[package]]
name = "other"
version = "1.2.0"
${names.map((name) => `\n[[package]]\nname = "${name}"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n`).join('')}`,
});

describe('stages', () => {
  it('separate planning, dependencies and sources, and give each program an image', async () => {
    const text = await generate();
    expect(stagesOf(text)).toEqual([
      'base',
      'planner',
      'dependencies',
      'build',
      'dev-dependencies',
      'development',
      'test',
      'worker',
      'production',
    ]);
    expect(text).toContain('COPY libs/greet libs/greet\nCOPY services/api services/api\n');
    expect(text).toContain('cargo build --release --locked --package api --bin api --bin worker');
    expect(text).not.toContain('services/other');
  });

  it('are only those that were asked for', async () => {
    expect(stagesOf(await generate({ stages: ['production'] }))).toEqual([
      'base',
      'planner',
      'dependencies',
      'build',
      'production',
    ]);
  });

  it('cross-compile where platforms are named', async () => {
    const text = await generate({ platforms: ['linux/amd64', 'linux/arm64'], stages: ['production'] });
    expect(text).toContain('FROM --platform=$BUILDPLATFORM ${RUST_IMAGE} AS base');
    expect(text).toContain('FROM target-${TARGETARCH} AS dependencies');
    expect(text).toContain('CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc');
  });
});

describe('what the code says', () => {
  it('gives port, address and health check', async () => {
    const text = await generate();
    expect(text).toContain('ENV API_ADDR=0.0.0.0:8200');
    expect(text).toContain('EXPOSE 8200');
    expect(text).toContain('CMD ["/usr/local/bin/api", "--health"]');
  });

  it('decides the signal', async () => {
    const main = 'async fn main() { tokio::signal::ctrl_c().await; }';
    expect(await generate({}, { 'services/api/src/main.rs': main })).toContain('STOPSIGNAL SIGINT');
  });

  it.each([
    ['TcpListener::bind("0.0.0.0:9000")', 9000],
    ['let address = SocketAddr::from(([0, 0, 0, 0], 9001));', 9001],
    ['env::var("PORT").unwrap_or("9002".into())', 9002],
    ['#[arg(long, env = "PORT", default_value_t = 9003)]\n    port: u16,', 9003],
    ['let address = "[::1]:9004".parse()?;', 9004],
    ['reader.url("MEMORY_URL", 8101); reader.parse("API_PORT", 9005);', 9005],
    ['const PORT: u16 = 9006;', 9006],
  ])('finds the port in %s', async (code, port) => {
    expect(await generate({}, { 'services/api/src/main.rs': `fn main() {}\n${code}\n` })).toContain(`EXPOSE ${port}\n`);
  });
});

describe('what build scripts need', () => {
  it.each([
    [['prost-build'], 'libprotobuf-dev protobuf-compiler'],
    [['openssl-sys'], 'libssl-dev pkg-config'],
    [['bindgen'], 'libclang-dev'],
    [['cmake'], 'cmake g++ make'],
  ])('of %j is installed', async (names, packages) => {
    expect(await generate({}, withPackages(...names))).toContain(`--no-install-recommends ${packages}\n`);
  });

  it.each([[['prost-build', 'protox']], [['cc']]])('of %j is nothing', async (names) => {
    expect(await generate({}, withPackages(...names))).not.toContain('apt-get');
  });

  it('decides what the image stands on', async () => {
    const text = await generate({}, withPackages('pq-sys'));
    expect(text).toContain('ARG RUNTIME_IMAGE=debian:bookworm-slim');
    expect(text).toContain('ca-certificates libpq5');
  });
});

describe('what can not be', () => {
  it('is told: a static image of a program with system libraries', async () => {
    await expect(generate({ runtime: 'scratch' }, withPackages('openssl-sys'))).rejects.toThrow(
      "The crate openssl-sys links the system's openssl, which a scratch image has not.",
    );
  });

  it('is told: no program', async () => {
    made = createScaffoldWorkspace(fixture, projects);
    await expect(made.generate({ project: 'greet' })).rejects.toThrow('The crate greet has no program');
  });

  it('is told: a platform without a cross compiler', async () => {
    await expect(generate({ platforms: ['linux/s390x'] })).rejects.toThrow('no way to build Rust for linux/s390x');
  });
});

it.each<Partial<DockerfileOptions>>([
  {},
  { runtime: 'slim' },
  { runtime: 'alpine' },
  { runtime: 'scratch' },
  { platforms: ['linux/amd64', 'linux/arm64'] },
])('has no finding of the linter: %j', async (options) => {
  await generate(options);
  expect(await made?.lint('api')).toEqual([]);
});

it('has none with packages of the system either', async () => {
  await generate({ runtime: 'slim', platforms: ['linux/arm64'] }, withPackages('openssl-sys', 'cc', 'bindgen'));
  expect(await made?.lint('api')).toEqual([]);
});

it('changes nothing the second time', async () => {
  await generate();
  expect(await made?.generate({ project: 'api' })).toEqual([]);
});

describe('assets', () => {
  it('are where the program looks for them, in every stage that runs it', async () => {
    const text = await generate({ assets: ['welcome.txt'] });
    expect(text.match(/^COPY services\/api\/welcome.txt welcome.txt$/gm)).toHaveLength(2);
    expect(text).toMatch(/AS development[^]*WORKDIR \/workspace\/services\/api\n/);
    expect(await made?.lint('api')).toEqual([]);
  });

  it.each([
    ['nothing.txt', 'The asset services/api/nothing.txt is not there, or git ignores it.'],
    ['../greet', 'is no place in the project'],
    ['.env.local', 'a kind of file that the .dockerignore leaves out'],
  ])('are refused: %s', async (asset, message) => {
    await expect(generate({ assets: [asset] }, { 'services/api/.env.local': '' })).rejects.toThrow(message);
  });
});

it('takes musl for the other processor where C is compiled', async () => {
  const options = { runtime: 'alpine', platforms: ['linux/amd64', 'linux/arm64'] } as const;
  const text = await generate({ ...options, platforms: [...options.platforms] }, withPackages('cc'));
  expect(text).toContain('CC_aarch64_unknown_linux_musl=aarch64-linux-musl-gcc');
  expect(text).toContain('libc6-dev-arm64-cross musl-dev:arm64');
  expect(await made?.lint('api')).toEqual([]);
});
