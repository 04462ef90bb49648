import { PROTOC_SUPPLIERS, TOOL_RUNNERS } from '@hone/core/cargo';
import type { BuildToolName } from './types.js';

/** How a build script gives away that it runs an outside tool. */
export interface ToolPattern {
  tool: BuildToolName;
  /** Build dependencies that run the tool, with the first version that does not bring it along. One must be active. */
  crates: Readonly<Record<string, string>>;
  /** A call that runs it, in the script without its comments and strings. Global. */
  call: RegExp;
  /** What a call's statement must hold, and must not. */
  within?: { has?: RegExp; lacks?: RegExp };
  /** Where the script gets the tool from elsewhere. Global; looked for in the text with its strings. */
  supplied?: RegExp;
  /** Packages that bring the tool: with one behind its build dependencies, a script may get it through any of them. */
  suppliers?: ReadonlySet<string>;
}

/**
 * Where a script supplies a protoc, or does without.
 *
 * Sources: `Config::skip_protoc_run`, `protoc_executable` and `compile_fds` of prost-build 0.14 and tonic-build 0.12
 * (https://docs.rs/prost-build/latest/prost_build/struct.Config.html), the crates protoc-bin-vendored, protobuf-src,
 * protox, protoc-prebuilt, protoc-fetcher and dlprotoc by their documentation. A script that names the variable PROTOC
 * arranges for it itself.
 */
const PROTOC_SUPPLIED =
  /"PROTOC"|\b(?:protoc_bin_vendored|protobuf_src|protox|protox_compile|protoc_prebuilt|protoc_fetcher|dlprotoc)\b|\b(?:skip_protoc_run|protoc_executable|protoc_path|protoc_bin_path|compile_fds|compile_fds_with_config)\s*\(/g;

const { protoc } = TOOL_RUNNERS;

const pick = (table: Readonly<Record<string, string>>, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, table[name]!]));

/** Calls of well-known build dependencies that run an outside tool. */
export const TOOL_PATTERNS: readonly ToolPattern[] = [
  {
    tool: 'protoc',
    crates: pick(protoc, 'prost-build', 'tonic-build', 'tonic-prost-build', 'grpcio-compiler', 'prost-reflect-build'),
    call: /\bcompile_protos(?:_with_config)?\s*\(/g,
    supplied: PROTOC_SUPPLIED,
    suppliers: PROTOC_SUPPLIERS,
  },
  {
    tool: 'protoc',
    crates: pick(protoc, 'tonic-build', 'tonic-prost-build'),
    call: /\.\s*compile(?:_with_config)?\s*\(/g,
    within: { has: /\btonic(?:_prost)?_build\b/, lacks: /\bmanual\b/ },
    supplied: PROTOC_SUPPLIED,
    suppliers: PROTOC_SUPPLIERS,
  },
  {
    tool: 'protoc',
    crates: pick(protoc, 'protobuf-codegen'),
    call: /\.\s*protoc\s*\(\s*\)/g,
    within: { has: /\bCodegen\b/ },
    supplied: PROTOC_SUPPLIED,
    suppliers: PROTOC_SUPPLIERS,
  },
  {
    tool: 'protoc',
    crates: pick(protoc, 'protoc-rust'),
    call: /\bprotoc_rust\s*::\s*(?:Codegen\s*::\s*new|run)\s*\(/g,
    supplied: PROTOC_SUPPLIED,
    suppliers: PROTOC_SUPPLIERS,
  },
  {
    tool: 'protoc',
    crates: pick(protoc, 'protoc-grpcio'),
    call: /\bcompile_grpc_protos\s*\(/g,
    supplied: PROTOC_SUPPLIED,
    suppliers: PROTOC_SUPPLIERS,
  },
  {
    tool: 'libclang',
    crates: TOOL_RUNNERS.libclang,
    call: /\bbindgen\s*::\s*(?:Builder\s*::\s*default|builder)\s*\(/g,
    supplied: /"LIBCLANG_PATH"/g,
  },
  {
    tool: 'cmake',
    crates: TOOL_RUNNERS.cmake,
    call: /\bcmake\s*::\s*(?:Config\s*::\s*new|build)\s*\(/g,
    supplied: /"CMAKE"/g,
  },
  {
    tool: 'nasm',
    crates: TOOL_RUNNERS.nasm,
    call: /\bnasm_rs\s*::\s*(?:Build\s*::\s*new|compile_library\w*)\s*\(/g,
  },
  { tool: 'perl', crates: TOOL_RUNNERS.perl, call: /\bopenssl_src\s*::\s*Build\s*::\s*new\s*\(/g },
];
