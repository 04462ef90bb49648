/**
 * Packages whose library has another name than the package: the package, then the name in code. From `[lib] name` of the
 * published manifests, 2026-11; read from the sources on this machine first, where they are there.
 */
export const libNames: ReadonlyMap<string, string> = new Map(
  `
adler2 adler2
ansi_colours ansi_colours
base64-url base64_url
bzip2-rs bzip2_rs
cairo-rs cairo
clipboard-win clipboard_win
cpp_demangle cpp_demangle
gdk-pixbuf gdk_pixbuf
glib-sys glib_sys
google-cloud-storage google_cloud_storage
gstreamer gst
gtk-rs gtk
gtk4 gtk4
html5ever html5ever
jpeg-decoder jpeg_decoder
keccak-hash keccak_hash
lettre_email lettre_email
libz-sys libz_sys
lz4-sys lz4_sys
md-5 md5
openssl-sys openssl_sys
pcre2-sys pcre2_sys
pyo3-ffi pyo3_ffi
rust-argon2 argon2
rust-crypto crypto
rust-ini ini
rust_decimal rust_decimal
rustc-serialize rustc_serialize
sha-1 sha1
tiny-keccak tiny_keccak
tracing-log tracing_log
unicode-segmentation unicode_segmentation
wasm-timer wasm_timer
yaml-rust yaml_rust
zstd-safe zstd_safe
tree-sitter tree_sitter
tokio-postgres tokio_postgres
sdl2 sdl2
tui-rs tui
rustls-native-certs rustls_native_certs
directories-next directories_next
xml-rs xml
protobuf-codegen-pure protobuf_codegen_pure
opencv opencv
num_threads num_threads
new_debug_unreachable debug_unreachable
libsodium-sys libsodium_sys
gl_generator gl_generator
enum-map enum_map
tobj tobj
`
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [string, string])
    .filter(([name, lib]) => name.replaceAll('-', '_') !== lib),
);

/**
 * Crates that the code needs which a generator writes in a build script: the generator, then the crates. From the
 * documentation of each.
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
