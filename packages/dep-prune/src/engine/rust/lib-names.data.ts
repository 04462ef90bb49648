/**
 * Packages whose library has another name than the package: the package, then the name in code. From `[lib] name` of the
 * published manifests, 2026-11; the sources on this machine are asked too, where they are there.
 */
export const libNames: ReadonlyMap<string, string> = new Map(
  `
Inflector inflector
bitcoin-bech32 bitcoin_bech32
build-rs build
cairo-rs cairo
cairo-sys-rs cairo_sys
cargo-chef chef
cocoa-foundation cocoa_foundation
coreaudio-rs coreaudio
gstreamer gst
gstreamer-app gst_app
gstreamer-audio gst_audio
gstreamer-base gst_base
gstreamer-video gst_video
kernel32-sys kernel32
libcst libcst_native
md-5 md5
milvus-sdk-rust milvus
new_debug_unreachable debug_unreachable
redox_syscall syscall
rust-argon2 argon2
rust-crypto crypto
rust-ini ini
rust-s3 s3
rust-stemmers rust_stemmers
rustc-serialize rustc_serialize
rustls-webpki webpki
sha-1 sha1
tui-rs tui
utf-8 utf8
winapi-build build
ws2_32-sys ws2_32
xml-rs xml
yaml-rust yaml_rust
yeslogic-fontconfig-sys fontconfig_sys
`
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [string, string])
    .filter(([name, lib]) => name.replaceAll('-', '_') !== lib),
);

/**
 * Packages that link a native library and need no name in code, besides those called `…-sys` and `…-src`. From `links` of
 * the published manifests, 2026-11.
 */
export const linking: ReadonlySet<string> = new Set(['onig_sys', 'link-cplusplus', 'sqlite-wasm-rs']);

/**
 * Crates that the code needs which a macro writes: the package of the macro, then the crates that its expansion names from
 * the root. Written down as they are known; not checked against each release.
 */
export const macroNeeds: ReadonlyMap<string, readonly string[]> = new Map(
  `
actix-web-codegen actix-web
argh_derive argh
asn1-rs-derive asn1-rs
askama_derive askama
async-graphql-derive async-graphql
borsh-derive borsh
bpaf_derive bpaf
bytemuck_derive bytemuck
clap_derive clap
cynic-proc-macros cynic
darling_macro darling
deepsize_derive deepsize
defmt-macros defmt
derive_arbitrary arbitrary
derive_builder_macro derive_builder
diesel_derives diesel
embassy-executor-macros embassy-executor
encase_derive encase
enumflags2_derive enumflags2
failure_derive failure
get-size-derive2 get-size2
graphql_client serde graphql_query_derive
include_dir_macros include_dir
juniper_codegen juniper
log-once log
logos-derive logos
maud_macros maud
miette-derive miette
mockall_derive mockall
napi-derive napi
num-derive num-traits
num_enum_derive num_enum
pest_derive pest
phf_macros phf
poem-openapi-derive poem-openapi
proptest-derive proptest
prost-derive prost
pyo3-macros pyo3
quickcheck_macros quickcheck
rkyv_derive rkyv bytecheck
rocket_codegen rocket
rstest_macros rstest
rust_decimal_macros rust_decimal
salsa-macros salsa
schemars_derive schemars
sea-orm-macros sea-orm
serde_derive serde
serde_repr serde
serde_with_macros serde_with
serial_test_derive serial_test
snafu-derive snafu
sqlx-macros sqlx
strum_macros strum
structopt-derive structopt
test-log tracing-subscriber env_logger tracing
tracing-attributes tracing
typetag-impl typetag
typify serde serde_json regress chrono uuid
typify-macro serde serde_json regress chrono uuid
utoipa-gen utoipa
validator_derive validator
valuable-derive valuable
wasm-bindgen wasm-bindgen-futures js-sys
wasm-bindgen-test wasm-bindgen wasm-bindgen-futures
yoke-derive yoke
zerocopy-derive zerocopy
zerofrom-derive zerofrom
zeroize_derive zeroize
zerovec-derive zerovec
`
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([macro = '', ...needed]) => [macro, needed]),
);

/**
 * Crates that the code needs which a generator writes in a build script: the generator, then the crates. Written
 * down as they are known; not checked against each release.
 */
export const generatedNeeds: ReadonlyMap<string, readonly string[]> = new Map([
  ['prost-build', ['prost', 'prost-types', 'bytes']],
  ['tonic-build', ['tonic', 'prost', 'prost-types', 'bytes']],
  ['tonic-prost-build', ['tonic', 'tonic-prost', 'prost', 'prost-types', 'bytes']],
  ['protox', ['prost', 'prost-types']],
  ['pbjson-build', ['pbjson', 'pbjson-types', 'serde']],
  ['prost-serde', ['serde']],
  ['prost-wkt-build', ['prost-wkt', 'prost-wkt-types', 'serde', 'typetag', 'chrono']],
  ['protobuf-codegen', ['protobuf']],
  ['protobuf-codegen-pure', ['protobuf']],
  ['grpcio-compiler', ['grpcio', 'protobuf', 'futures']],
  ['capnpc', ['capnp']],
  ['flatc-rust', ['flatbuffers']],
  ['planus-codegen', ['planus']],
  ['lalrpop', ['lalrpop-util', 'regex', 'regex-automata']],
  ['bindgen', ['libc']],
  ['cxx-build', ['cxx', 'link-cplusplus']],
  ['cynic-codegen', ['cynic']],
  ['slint-build', ['slint']],
  ['uniffi', ['uniffi']],
  ['uniffi_build', ['uniffi']],
  ['tauri-build', ['tauri', 'serde', 'serde_json']],
  ['phf_codegen', ['phf']],
  ['built', ['built']],
  ['shadow-rs', ['shadow-rs']],
  ['rust-i18n', ['rust-i18n']],
  ['twirp-build', ['twirp', 'prost', 'async-trait']],
]);
