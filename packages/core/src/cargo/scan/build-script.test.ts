import { expect, it } from 'vitest';
import { scanBuildScript } from './build-script.js';

const scan = (body: string): string[] => [
  ...new Set(
    scanBuildScript(`fn main() { ${body} }`, 'apps/router/build.rs', 'apps/router').map(
      ({ kind, path, guess }) => `${kind}${guess ? '?' : ''} ${path}`,
    ),
  ),
];

it('finds the files and folders that tonic-build and prost-build are given', () => {
  expect(scan('tonic_build::configure().compile_protos(&["../../proto/a.proto"], &["../../proto"]).unwrap();')).toEqual(
    ['proto? proto/a.proto', 'proto? proto'],
  );
  expect(scan('prost_build::compile_protos(&["a.proto", "b/c.proto"], &["schemas/"])?;')).toEqual([
    'proto? apps/router/a.proto',
    'proto? apps/router/schemas/a.proto',
    'proto? apps/router/b/c.proto',
    'proto? apps/router/schemas/b/c.proto',
    'proto? apps/router/schemas',
  ]);
});

it('finds what protobuf-codegen is given', () => {
  expect(scan('Codegen::new().includes(["../proto"]).input("../proto/x.proto").cargo_out_dir("gen").run();')).toContain(
    'proto? apps/proto/x.proto',
  );
});

it('puts joined paths together', () => {
  const text = 'let p = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join("proto/x.proto"); compile(&p);';
  expect(scan(text)).toEqual(['proto? apps/proto/x.proto']);
  const variable = 'let p = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../native"); build(p);';
  expect(scan(variable)).toEqual(['build? apps/native']);
});

it('finds what cargo is told to watch', () => {
  const text =
    'println!("cargo:rerun-if-changed=../x.h"); println!("cargo::rerun-if-changed={}", "y.h"); ' +
    'println!("cargo:rerun-if-changed={path}"); println!("cargo:rerun-if-env-changed=CC");';
  expect(scan(text)).toEqual(['rerun-if-changed apps/x.h', 'rerun-if-changed apps/router/y.h']);
});

it('passes over comments, messages and generated names', () => {
  expect(scan('/* "a.proto" */ println!("cargo:warning=no protoc"); let f = format!("{dir}/x.proto");')).toEqual([]);
});
