import { describe, expect, it } from 'vitest';
import { missingBuildTools, missingToolDiagnostic, missingToolInOutput, requiredBuildTools } from './index.js';
import type { BuildEnvironment, BuildPackage, BuildToolFacts } from './types.js';

const debian: BuildEnvironment = {
  platform: 'linux',
  distributions: ['ubuntu', 'debian'],
  variables: new Set(['PATH']),
  present: new Set(),
};

function facts(...packages: Partial<BuildPackage>[]): BuildToolFacts {
  return {
    crate: 'router',
    file: 'router/Cargo.toml',
    packages: packages.map((one) => ({
      name: 'router',
      version: '0.1.0',
      chain: ['router'],
      features: [],
      buildDependencies: [],
      ...one,
    })),
  };
}

const main = (body: string): string => `fn main() -> Result<(), Box<dyn std::error::Error>> {\n${body}\nOk(())\n}\n`;
const uses = (name: string, version: string): Pick<BuildPackage, 'buildDependencies'> => ({
  buildDependencies: [{ name, version }],
});
const needs = (one: Partial<BuildPackage>, environment = debian): string[] =>
  requiredBuildTools(facts(one), environment).map(({ tool, library }) => library ?? tool);

describe('protoc', () => {
  it.each([
    ['prost-build', '0.13.5', 'prost_build::compile_protos(&["a.proto"], &["."])?;'],
    [
      'prost-build',
      '0.14.4',
      'let mut config = prost_build::Config::new();\nconfig.compile_protos(&["a.proto"], &["."])?;',
    ],
    ['tonic-build', '0.12.3', 'tonic_build::configure().build_server(false).compile(&["a.proto"], &["."])?;'],
    ['tonic-prost-build', '0.14.9', 'tonic_prost_build::compile_protos("a.proto")?;'],
    ['protobuf-codegen', '3.7.2', 'protobuf_codegen::Codegen::new().protoc().input("a.proto").run_from_script();'],
    ['protoc-rust', '2.28.0', 'protoc_rust::Codegen::new().input("a.proto").run()?;'],
    ['grpcio-compiler', '0.13.0', 'grpcio_compiler::prost_codegen::compile_protos(&["a.proto"], &["."], "out")?;'],
  ])('is needed by %s %s', (name, version, body) => {
    expect(needs({ ...uses(name, version), buildScript: main(body) })).toEqual(['protoc']);
  });

  it.each([
    ['one that brings its own', 'prost-build', '0.9.0', 'prost_build::compile_protos(&["a.proto"], &["."])?;'],
    [
      'the parser of protobuf-codegen itself',
      'protobuf-codegen',
      '3.7.2',
      'protobuf_codegen::Codegen::new().pure().run_from_script();',
    ],
    ['a dependency that is not used', 'tonic-build', '0.12.3', ''],
    ['a comment', 'prost-build', '0.13.5', '// prost_build::compile_protos(&["a.proto"], &["."])?;'],
    [
      'generated code that is checked in',
      'tonic-build',
      '0.12.3',
      'if std::env::var("REGENERATE").is_ok() { tonic_build::compile_protos("a.proto")?; }',
    ],
    [
      'a service that is written by hand',
      'tonic-build',
      '0.12.3',
      'tonic_build::manual::Builder::new().compile(&[greeter]);',
    ],
    ['the C compiler', 'tonic-build', '0.12.3', 'cc::Build::new().file("a.c").compile("a");'],
    ['protox', 'prost-build', '0.13.5', 'prost_build::compile_fds(protox::compile(["a.proto"], ["."])?)?;'],
    [
      'a vendored protoc',
      'prost-build',
      '0.13.5',
      'std::env::set_var("PROTOC", protoc_bin_vendored::protoc_bin_path()?);\nprost_build::compile_protos(&["a.proto"], &["."])?;',
    ],
    [
      'a descriptor that is there',
      'prost-build',
      '0.13.5',
      'prost_build::Config::new().skip_protoc_run().compile_protos(&["a.proto"], &["."])?;',
    ],
  ])('is not needed with %s', (_name, name, version, body) => {
    expect(needs({ ...uses(name, version), buildScript: main(body) })).toEqual([]);
  });

  it('hangs on the feature that vendors it', () => {
    const one = {
      ...uses('prost-build', '0.13.5'),
      buildScript: main(
        '#[cfg(feature = "vendored")]\nstd::env::set_var("PROTOC", protobuf_src::protoc());\nprost_build::compile_protos(&["a.proto"], &["."])?;',
      ),
    };
    expect(needs(one)).toEqual(['protoc']);
    expect(needs({ ...one, features: ['vendored'] })).toEqual([]);
    expect(needs({ ...one, buildDependencies: [] })).toEqual([]);
  });
});

it('is not judged where a helper crate may bring it', () => {
  const one = {
    ...uses('prost-build', '0.13.5'),
    buildScript: main('helper::setup();\nprost_build::compile_protos(&["a.proto"], &["."])?;'),
  };
  expect(needs({ ...one, buildClosure: ['helper', 'prost-build'] })).toEqual(['protoc']);
  expect(needs({ ...one, buildClosure: ['helper', 'prost-build', 'protoc-bin-vendored'] })).toEqual([]);
});

describe('libraries', () => {
  it.each([
    ['pkg_config::probe_library("alsa").unwrap();', ['pkg-config', 'alsa']],
    ['pkg_config::Config::new().atleast_version("1.6").probe("dbus-1")?;', ['pkg-config', 'dbus-1']],
    ['if let Err(e) = pkg_config::probe_library("alsa") { match e { _ => panic!("{}", e) } }', ['pkg-config', 'alsa']],
    ['if pkg_config::probe_library("zlib").is_ok() { return Ok(()); }\nbundle();', []],
    ['if let Ok(lib) = pkg_config::probe_library("zlib") { link(lib); } else { bundle(); }', []],
    ['pkg_config::probe_library(&format!("lib{}", name)).unwrap();', []],
  ])('%s', (body, expected) => {
    expect(needs({ ...uses('pkg-config', '0.3.32'), buildScript: main(body) })).toEqual(expected);
  });

  it('come from the metadata of system-deps', () => {
    const one = {
      ...uses('system-deps', '7.0.8'),
      buildScript: main(
        'if let Err(s) = system_deps::Config::new().probe() { println!("{s}"); std::process::exit(1); }',
      ),
      metadata: {
        'system-deps': {
          glib_2_0: { name: 'glib-2.0', version: '2.56' },
          gtk4: '4.0',
          extra: { version: '1', optional: true },
          other: { version: '1', feature: 'x11' },
          'cfg(windows)': { win: '1' },
        },
      },
    };
    expect(needs(one)).toEqual(['pkg-config', 'glib-2.0', 'gtk4']);
    const placed = { ...debian, variables: new Set(['SYSTEM_DEPS_GTK4_NO_PKG_CONFIG']) };
    expect(needs(one, placed)).toEqual([]);
  });

  it('of openssl-sys are not needed where it builds its own', () => {
    const one = { name: 'openssl-sys', version: '0.9.118', chain: ['router', 'openssl-sys'] };
    expect(needs(one)).toEqual(['pkg-config', 'openssl']);
    expect(needs({ ...one, features: ['vendored'] })).toEqual(['perl']);
    expect(needs(one, { ...debian, platform: 'darwin' })).toEqual([]);
    expect(needs(one, { ...debian, variables: new Set(['OPENSSL_DIR']) })).toEqual([]);
  });

  it('of another platform are not judged', () => {
    const one = facts({ ...uses('pkg-config', '0.3.32'), buildScript: main('pkg_config::probe_library("alsa")?;') });
    expect(requiredBuildTools({ ...one, crossCompiled: true }, debian)).toEqual([]);
  });
});

describe('missing tools', () => {
  const protoc = {
    ...uses('prost-build', '0.14.4'),
    buildScript: main('prost_build::compile_protos(&["a.proto"], &["."])?;'),
  };
  const two = facts(protoc, { ...protoc, name: 'etcd-client', chain: ['router', 'etcd-client'] });

  it('are one finding a tool, with every way to it and the command of this system', () => {
    const [missing, ...more] = missingBuildTools(two, debian);
    expect(more).toEqual([]);
    expect(missingToolDiagnostic(missing!, two.file, 'warning')).toEqual({
      tool: 'rust-check',
      ruleId: 'rust/protoc-missing',
      level: 'warning',
      message:
        'protoc (it compiles .proto files) is not installed, and the build of `router`, `etcd-client` (router → etcd-client) needs it.',
      hint: 'Install it: `sudo apt install protobuf-compiler`; or set PROTOC to its path, or let the crate bring its own: `nx g @hone/rust-check:protoc-vendored --project=<name>`.',
      location: { file: 'router/Cargo.toml' },
    });
  });

  it('are none where they are present', () => {
    expect(missingBuildTools(two, { ...debian, present: new Set(['protoc']) })).toEqual([]);
  });

  it('name a few of many that need them', () => {
    const many = facts(...['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...protoc, name, chain: ['router', name] })));
    expect(missingBuildTools(many, debian)[0]!.message).toMatch('`c` (router → c) and 2 more needs it.');
  });

  it.each([
    ['linux', ['debian'], 'sudo apt install protobuf-compiler'],
    ['linux', ['rocky', 'rhel', 'fedora'], 'sudo dnf install protobuf-compiler'],
    ['linux', ['alpine'], 'apk add protoc protobuf-dev'],
    ['linux', ['manjaro', 'arch'], 'sudo pacman -S protobuf'],
    ['linux', ['opensuse-tumbleweed', 'opensuse', 'suse'], 'sudo zypper install protobuf-devel'],
    ['linux', ['nixos'], 'the package `protobuf-compiler` (Debian, Ubuntu)'],
    ['darwin', [], 'brew install protobuf'],
    ['win32', [], 'winget install protobuf'],
  ] as const)('are installed on %s %j', (platform, distributions, command) => {
    const [missing] = missingBuildTools(two, { ...debian, platform, distributions });
    expect(missing!.hint).toContain(command);
  });

  it('name all libraries at once, and only pkg-config where it is missing itself', () => {
    const libraries = facts({
      ...uses('pkg-config', '0.3.32'),
      buildScript: main('pkg_config::probe_library("libudev")?;\npkg_config::probe_library("alsa")?;'),
    });
    const [missing] = missingBuildTools(libraries, { ...debian, present: new Set(['pkg-config']) });
    expect(missing!.message).toMatch('The system libraries `alsa`, `libudev` are not installed');
    expect(missing!.hint).toMatch('sudo apt install libasound2-dev libudev-dev');
    expect(missingBuildTools(libraries, debian).map(({ ruleId }) => ruleId)).toEqual(['rust/pkg-config-missing']);
  });
});

describe('what a build script says when it fails', () => {
  it.each([
    [
      'protoc',
      'Error: Custom { kind: NotFound, error: "Could not find `protoc`. If `protoc` is installed, try setting the `PROTOC`',
    ],
    [
      'libclang',
      "thread 'main' panicked at 'Unable to find libclang: \"couldn't find any valid shared libraries matching: ['libclang.so', 'libclang-*.so']",
    ],
    ['cmake', 'failed to execute command: No such file or directory (os error 2)\nis `cmake` not installed?'],
    [
      'pkg-config',
      'Could not run `PKG_CONFIG_ALLOW_SYSTEM_CFLAGS="1" "pkg-config" "--libs" "--cflags" "alsa"`\nThe pkg-config command could not be found.',
    ],
    [
      'system-library',
      'The system library `alsa` required by crate `alsa-sys` was not found.\nThe file `alsa.pc` needs to be installed',
    ],
  ])('%s', (tool, output) => {
    const missing = missingToolInOutput(output, 'some-sys', debian);
    expect(missing).toMatchObject({ tool, neededBy: [['some-sys']] });
    expect(missing!.libraries).toEqual(tool === 'system-library' ? ['alsa'] : []);
  });

  it('is nothing known where it fails for another reason', () => {
    expect(missingToolInOutput("thread 'main' panicked at build.rs:2:5:\nprotoc is fine", 'x', debian)).toBeUndefined();
  });
});
