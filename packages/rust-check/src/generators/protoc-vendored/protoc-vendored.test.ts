import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import protocVendored from './protoc-vendored.js';

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
});

const read = (file: string): string => tree.read(file, 'utf8')!;
const run = (options: Partial<Parameters<typeof protocVendored>[1]> = {}): ReturnType<typeof protocVendored> =>
  protocVendored(tree, { project: 'router', ...options });

function crate(script: string, { edition = '2021', dependencies = 'prost-build = "0.13"', lints = '' } = {}): void {
  tree.write(
    'router/Cargo.toml',
    `[package]\nname = "router"\nversion = "0.1.0"\nedition = "${edition}"\n\n[build-dependencies]\n# what we generate with\n${dependencies}\n${lints}`,
  );
  tree.write('router/src/lib.rs', '');
  tree.write('router/build.rs', script);
}

const prost = `fn main() -> std::io::Result<()> {
    // The wire format.
    prost_build::compile_protos(&["proto/a.proto"], &["proto"])
}
`;

const withoutLayout = (rust: string): string => rust.replaceAll(/\s+/g, '').replaceAll(',)', ')');

describe('protoc-bin-vendored', () => {
  it('is set at the beginning of main, and nothing else changes', async () => {
    crate(prost);
    await run();
    expect(read('router/build.rs')).toBe(`fn main() -> std::io::Result<()> {
    // protoc comes with protoc-bin-vendored, so that nobody has to install it.
    if std::env::var_os("PROTOC").is_none() {
        let protoc = protoc_bin_vendored::protoc_bin_path()
            .expect("protoc-bin-vendored has no protoc for this platform: set PROTOC");
        std::env::set_var("PROTOC", protoc);
    }

    // The wire format.
    prost_build::compile_protos(&["proto/a.proto"], &["proto"])
}
`);
    expect(read('router/Cargo.toml')).toMatch(
      '[build-dependencies]\n# what we generate with\nprost-build = "0.13"\nprotoc-bin-vendored = "3"\n',
    );
  });

  it('changes nothing the second time', async () => {
    crate(prost);
    await run();
    const before = [read('router/build.rs'), read('router/Cargo.toml')];
    await run();
    await run({ with: 'protox' });
    expect([read('router/build.rs'), read('router/Cargo.toml')]).toEqual(before);
  });

  it('says why the code is unsafe in the edition 2024, and allows it where a lint warns', async () => {
    crate(prost, { edition: '2024', lints: '\n[lints.rust]\nunsafe_code = "warn"\n' });
    await run();
    expect(read('router/build.rs')).toMatch(
      '        // SAFETY: the build script has started no thread yet.\n        #[allow(unsafe_code)]\n        unsafe { std::env::set_var("PROTOC", protoc) };\n'.replace(
        'unsafe { std::env::set_var("PROTOC", protoc) };\n',
        '',
      ),
    );
    expect(read('router/build.rs')).toMatch(/unsafe \{\s*std::env::set_var\("PROTOC", protoc\);?\s*\};?/);
  });

  it('comes through the Cargo workspace where the others do', async () => {
    tree.write(
      'Cargo.toml',
      '[workspace]\nmembers = ["router"]\n\n[workspace.dependencies]\nprost-build = "0.13" # pinned\ntonic = "0.13"\n',
    );
    crate(prost, { dependencies: 'prost-build.workspace = true' });
    await run();
    expect(read('Cargo.toml')).toMatch('prost-build = "0.13" # pinned\nprotoc-bin-vendored = "3"\ntonic = "0.13"\n');
    expect(read('router/Cargo.toml')).toMatch(/protoc-bin-vendored(?:\.workspace = true| = \{ workspace = true \})/);
  });

  it('keeps line ends and tabs', async () => {
    crate('fn main() {\r\n\tprost_build::compile_protos(&["a.proto"], &["."]).unwrap();\r\n}\r\n');
    await run();
    const script = read('router/build.rs');
    expect(script.replaceAll('\r\n', '')).not.toMatch('\n');
    expect(script).toMatch('\r\n\tif std::env::var_os("PROTOC").is_none() {\r\n\t\tlet protoc');
  });

  it.each(['fn main() {}\n', 'fn main() { prost_build::compile_protos(&["a.proto"], &["."]).unwrap(); }\n'])(
    'takes %j apart',
    async (script) => {
      crate(script);
      await run();
      expect(read('router/build.rs')).toMatch(/^fn main\(\) \{\n {4}\/\/ protoc comes[^]*\n {4}\}\n[^]*\}\n$/);
      expect(read('router/build.rs').includes('compile_protos')).toBe(script.includes('compile_protos'));
    },
  );
});

describe('protox', () => {
  it('takes the place of protoc where the lints forbid unsafe code', async () => {
    crate(prost, { edition: '2024', lints: '\n[lints.rust]\nunsafe_code = "forbid"\n' });
    await run();
    // Where there is no rustfmt, the lines break elsewhere.
    expect(withoutLayout(read('router/build.rs'))).toBe(
      withoutLayout(`fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=proto/a.proto");
    println!("cargo:rerun-if-changed=proto");

    // The wire format.
    prost_build::compile_fds(
        protox::compile(["proto/a.proto"], ["proto"]).map_err(std::io::Error::other)?,
    )
}
`),
    );
    expect(read('router/Cargo.toml')).toMatch('protox = "0.8"');
  });

  it('hands on what it read in a chain, and in the short form', async () => {
    crate(
      'fn main() -> Result<(), Box<dyn std::error::Error>> {\n    tonic_build::configure()\n        .build_client(false)\n        .compile_protos(&protos(), &["proto"])?;\n    tonic_build::compile_protos("proto/b.proto")?;\n    Ok(())\n}\n',
      { dependencies: 'tonic-build = "0.13"' },
    );
    await run({ with: 'protox' });
    expect(read('router/build.rs')).toMatch('.compile_fds(protox::compile(&protos(), ["proto"])?)?;');
    expect(read('router/build.rs')).toMatch(
      'tonic_build::compile_fds(protox::compile(["proto/b.proto"], ["proto"])?)?;',
    );
  });
});

it('takes a variable as it is, where it is not used again', async () => {
  const script = (rest: string): string =>
    `fn main() {\n    let protos = ["a.proto"];\n    prost_build::compile_protos(&protos, &["proto"]).unwrap();\n${rest}}\n`;
  crate(script(''));
  await run({ with: 'protox' });
  expect(read('router/build.rs')).toMatch(/protox::compile\(protos, \["proto"\]\)/);
  crate(script('    print(protos);\n'));
  await run({ with: 'protox' });
  expect(read('router/build.rs')).toMatch(/protox::compile\(&protos, \["proto"\]\)/);
});

describe('what is not recognised', () => {
  it.each([
    [
      'a build script without main',
      'include!("other.rs");\n',
      {},
      {},
      /build\.rs is not recognised: it has no `fn main/,
    ],
    ['no code generator', prost, { dependencies: 'cc = "1"' }, {}, /none of tonic-prost-build/],
    ['one that brings its own', prost, { dependencies: 'prost-build = "0.9"' }, {}, /brings its own protoc/],
    ['other calls', 'fn main() {\n    generate();\n}\n', {}, { with: 'protox' }, /only calls of `compile_protos`/],
    ['an old tonic', prost, { dependencies: 'tonic-build = "0.11"' }, { with: 'protox' }, /does not take what protox/],
    ['a crate that is not there', prost, {}, { project: 'nowhere' }, /no crate `nowhere`/],
    [
      'forbidden unsafe code',
      prost,
      { edition: '2024', lints: '\n[lints.rust]\nunsafe_code = "forbid"\n' },
      { with: 'protoc-bin-vendored' },
      /the lints of the crate forbid it/,
    ],
  ] as const)('refuses %s, and changes nothing', async (_name, script, manifest, options, message) => {
    crate(script, manifest);
    const before = read('router/Cargo.toml');
    await expect(run(options)).rejects.toThrow(message);
    expect([read('router/build.rs'), read('router/Cargo.toml')]).toEqual([script, before]);
  });
});
